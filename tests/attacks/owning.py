"""What the owner of the tables, or a superuser, tries while the triggers stand: SYNC, "Who may publish what" 5."""

from tests.attacks.attempt import sql

ATTEMPTS = [
    sql(
        "owner",
        "approve as a supervisor",
        "INSERT INTO app.approval (id, reply_id, version_id, sha, approver_id, decision, decided_at, operation) "
        "VALUES ('x', '{reply_pending}', '{version_pending}', '{sha_pending}', 'rahman', 'approved', now(), "
        "'{any_id}')",
    ),
    sql(
        "superuser",
        "approve under his own name",
        "BEGIN;; INSERT INTO app.staff (id, username, name, role) VALUES ('postgres', 'postgres', 'DBA', "
        "'penyelia');; INSERT INTO app.approval (id, reply_id, version_id, sha, approver_id, decision, "
        "decided_at, operation) VALUES ('x', '{reply_pending}', '{version_pending}', '{sha_pending}', 'postgres',"
        " 'approved', now(), '{any_id}')",
    ),
    sql(
        "owner",
        "clear a request as a supervisor",
        "UPDATE app.moderation SET state = 'cleared', decided_by = 'rahman', decided_at = now(), not_before = now() "
        "WHERE id = '{request_asked}'",
    ),
    sql(
        "superuser",
        "clear a request under his own name",
        "BEGIN;; INSERT INTO app.staff (id, username, name, role) VALUES ('postgres', 'postgres', 'DBA', "
        "'penyelia');; UPDATE app.moderation SET state = 'cleared', decided_by = 'postgres', decided_at = now() "
        "WHERE id = '{request_asked}'",
    ),
    sql("owner", "say that it is hidden", "UPDATE app.moderation SET state = 'done' WHERE id = '{request_cleared}'"),
    sql("owner", "hide at once", "UPDATE app.moderation SET state = 'done' WHERE id = '{request_asked}'"),
    sql(
        "owner",
        "put off what was cleared",
        "UPDATE app.moderation SET not_before = '9999-01-01' WHERE state = 'cleared'",
    ),
    sql(
        "owner",
        "ask for another, cleared already",
        "INSERT INTO app.moderation (id, conversation_id, message_id, account_id, act, sha, code, asked_by, asked_at, "
        "state, decided_by, decided_at, operation) VALUES ('x', '{talk_request_taken_back}', "
        "'{message_request_taken_back}', 'x-moworks', 'hide', '{seal_taken_back}', 'x', 'siti', now(), 'cleared', "
        "'rahman', now(), '{any_id}')",
    ),
    sql("owner", "turn hiding into deleting", "UPDATE app.moderation SET act = 'delete' WHERE state = 'cleared'"),
    sql("owner", "lay a request upon another", "UPDATE app.moderation SET asked_by = 'kumar' WHERE state = 'pending'"),
    sql("owner", "lay a decision upon another", "UPDATE app.moderation SET decided_by = 'mei' WHERE state = 'cleared'"),
    sql("owner", "revive what was taken back", "UPDATE app.moderation SET state = 'pending' WHERE state = 'cancelled'"),
    sql("owner", "conceal a request", "DELETE FROM app.moderation"),
    sql("owner", "change a decision", "UPDATE app.approval SET version_id = '{version_pending}'"),
    sql("owner", "delete a refusal", "DELETE FROM app.approval WHERE decision = 'returned'"),
    sql("owner", "empty the decisions", "TRUNCATE app.approval CASCADE"),
    sql("owner", "change an approved text", "UPDATE app.reply_version SET text = 'Lain' WHERE id = '{version_ready}'"),
    sql(
        "owner",
        "change the text in the outbox",
        "UPDATE app.publication SET text = 'Lain' WHERE version_id = '{version_ready}'",
    ),
    sql(
        "owner",
        "claim what is approved",
        "UPDATE app.publication SET state = 'claimed', token = 9 WHERE version_id = '{version_ready}'",
    ),
    sql(
        "owner",
        "claim what is not approved",
        "UPDATE app.publication SET state = 'claimed', token = 9 WHERE version_id = '{version_flagged}'",
    ),
    sql(
        "owner",
        "revive what was sent",
        "UPDATE app.publication SET state = 'ready' WHERE version_id = '{version_sent}'",
    ),
    sql(
        "owner",
        "say that it was sent",
        "UPDATE app.publication SET state = 'sent', remote_id = '1' WHERE version_id = '{version_claimed}'",
    ),
    sql(
        "owner",
        "begin a publication that is already claimed",
        "INSERT INTO app.publication (version_id, reply_id, sha, account_id, channel, target, thread, text, "
        "state, not_before) SELECT v.id, v.reply_id, v.sha, v.account_id, 'x', v.target, '', v.text, 'claimed', "
        "now() FROM app.reply_version AS v WHERE v.id = '{version_pending}'",
    ),
    sql(
        "owner",
        "attest a text",
        "INSERT INTO app.attestation (version_id, sha, publisher, lexicon, clear) VALUES ('{version_flagged}', "
        "'{sha_flagged}', 'penerbit1', '', true)",
    ),
    sql(
        "owner",
        "write an operation for another",
        "INSERT INTO app.operation (id, device, actor, sequence, kind, subject, body, prev_hash, hash, verdict) "
        "SELECT '{any_id}', device, actor, last_sequence + 1, 'x', 'x', 'x', last_hash, sha256(last_hash || 'x'),"
        " 'applied' FROM app.stream WHERE actor = 'rahman' LIMIT 1",
    ),
    sql("owner", "rewrite an operation", "UPDATE app.operation SET body = '{{}}'"),
    sql("owner", "delete an operation", "DELETE FROM app.operation"),
    sql("owner", "rewind a chain", "UPDATE app.stream SET last_sequence = 0"),
    sql("owner", "delete a complaint", "DELETE FROM app.complaint"),
    sql("owner", "give a complaint another number", "UPDATE app.complaint SET number = 'KKR/2020/000001'"),
    sql("owner", "back-date a complaint", "UPDATE app.complaint SET registered_at = '2020-01-01'"),
    sql("owner", "jump over a step of a complaint", "UPDATE app.complaint SET state = 'menunggu_pengesahan'"),
    sql("owner", "make a step legal", "INSERT INTO app.complaint_step VALUES ('didaftar', 'menunggu_pengesahan')"),
    sql(
        "owner",
        "allow an operation",
        "UPDATE app.operation_kind SET roles = '{{pegawai}}' WHERE kind = 'reply.approved'",
    ),
    sql(
        "owner",
        "add a kind of operation",
        "INSERT INTO app.operation_kind (kind, roles, appends) VALUES ('x', '{{pegawai}}', '{{approval}}')",
    ),
    sql(
        "owner",
        "lower the four-eyes rule of an account",
        "UPDATE app.account SET policy = 'flagged' WHERE policy = 'all'",
    ),
    sql(
        "owner",
        "bring an account back whose time is over",
        "UPDATE app.account SET valid_to = NULL WHERE id = 'x-rosnahars'",
    ),
    sql("owner", "answer for an account", "UPDATE app.account SET owner_id = 'siti' WHERE id = 'x-moworks'"),
    sql(
        "owner",
        "add an approved template",
        "INSERT INTO app.template (code, title, text, proposed_by, approved_by) VALUES ('G99', 'x', 'Apa-apa', "
        "'seed', 'seed')",
    ),
    sql("owner", "change a template", "UPDATE app.template SET text = 'Apa-apa' WHERE code = 'G1'"),
    sql("owner", "set numbers back", "UPDATE app.number_high SET next = 1"),
    sql("owner", "widen a block", "UPDATE app.number_block SET high = high + 100"),
    sql("owner", "set the epoch back", "UPDATE sync.meta SET epoch = 0"),
    sql(
        "owner",
        "un-revoke a device",
        "BEGIN;; UPDATE app.device SET revoked_at = sync.now();; UPDATE app.device SET revoked_at = NULL",
    ),
    sql("owner", "change a photo", "UPDATE app.blob_chunk SET data = '\\x00'"),
    sql("owner", "change a seal", "UPDATE app.audit_seal SET root = 'x'"),
    sql("owner", "unseal an operation", "DELETE FROM app.sealed_operation"),
    sql("owner", "resolve a conflict for another", "UPDATE app.conflict SET resolved_by = 'siti'"),
    sql("owner", "write a note for another", "INSERT INTO app.note VALUES ('x', '{talk_pending}', 'siti', 'x', now())"),
    sql(
        "owner",
        "tell a deed of another",
        "INSERT INTO app.deed (conversation_id, subject, kind, actor_id, facts) "
        "VALUES ('{talk_pending}', '{talk_pending}', 'reply.approved', 'rahman', '{{}}')",
    ),
    sql("owner", "lay a deed upon another", "UPDATE app.deed SET actor_id = 'rahman'"),
    sql("owner", "conceal a deed", "DELETE FROM app.deed"),
    sql(
        "owner",
        "void a number",
        "INSERT INTO app.number_void (year, serial, reason, voided_by) VALUES ({year}, 2, 'x', 'admin1')",
    ),
    sql(
        "owner",
        "note an attempt for another",
        "INSERT INTO app.publish_attempt (version_id, token, event, actor) VALUES ('{version_sent}', 1, 'sent', "
        "'penerbit1')",
    ),
    sql("owner", "rewrite what a citizen said", "UPDATE app.message SET text = 'Terima kasih'"),
    sql("owner", "delete what a citizen said", "DELETE FROM app.message"),
    sql(
        "superuser",
        "go past the guards as a replica",
        "SET session_replication_role = replica;; UPDATE app.operation SET body = '{{}}'",
    ),
    sql("superuser", "delete as a replica", "SET session_replication_role = replica;; DELETE FROM app.approval"),
    sql(
        "superuser",
        "claim as a replica",
        "SET session_replication_role = replica;; UPDATE app.publication SET state = 'claimed', token = 9 WHERE "
        "version_id = '{version_flagged}'",
    ),
]
