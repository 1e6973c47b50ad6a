-- Who looks at a photo that is complete holds nobody up: it never changes, so its row is not locked. Only the caller's
-- own upload is, for he may send it from two seats at once.

create or replace function app.upload(sha text) returns app.blob
language plpgsql
as $$
declare
    blob app.blob;
begin
    select b.* into blob from app.blob as b where b.sha = upload.sha and b.complete;
    if not found then
        select b.* into blob from app.blob as b where b.sha = upload.sha and b.added_by = session_user for update;
    end if;
    return blob;
end $$;
