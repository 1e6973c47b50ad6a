"""The networks' wire formats in one local server, for demo, training and tests.

It shares no code with the adapters it tests. What is proven: X's answers fit X's OpenAPI document in both dialects,
YouTube's fit Google's discovery document, and Facebook's and Instagram's members are Meta's (tests/sandbox). What is
not proven, and chosen here:

- an X call without any name of either dialect (``POST /2/tweets`` always) is answered in the legacy one;
- X's duplicate rule counts the parent, because the text of a reply begins with the @name it answers;
- a text of more than 280 weighted characters answers 400 (X has also been seen to answer 403);
- in the new dialect the ``author_id`` expansion reaches the included posts, for there is no field to ask it with;
- Facebook lets a comment answer an answer, which then stands under that one;
- Instagram refuses a reply to a hidden comment with error 100, and a container's second publication with 24/2207008;
- Instagram's container is in progress for one read (a video: two), and 100 publications a day are let through;
- Instagram fetches a picture from the address under which Facebook keeps an unpublished one of the linked page, and an
  upload of a video that broke off tells how many bytes arrived;
- X takes a callback its developer page lists (``http://127.0.0.1:51780/callback`` at first), Google any loopback port;
- a ``debug_token`` is asked with a page's token, its own too while that is good;
- a private reply after seven days answers 10/2018278, an upload lives a day, an attached one is not attached again;
- X lets the author of a conversation hide every reply in it but his own, and tells that a post that is gone is deleted;
- YouTube lists replies newest first, answers 400 to a reply that names a reply, and takes no comments where a video's
  are closed; one day's units are counted for the one project all accounts share;
- a private video counts as published, for the ledger, when it is first shown or given a time.
"""
