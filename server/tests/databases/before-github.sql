CREATE SCHEMA multi_ai;
CREATE TABLE multi_ai.audit (
    n bigint NOT NULL,
    job uuid,
    who text NOT NULL,
    what text NOT NULL,
    details jsonb DEFAULT '{}'::jsonb NOT NULL,
    at timestamp with time zone DEFAULT clock_timestamp() NOT NULL
);
ALTER TABLE multi_ai.audit ALTER COLUMN n ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME multi_ai.audit_n_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE multi_ai.event (
    job uuid NOT NULL,
    seq integer NOT NULL,
    fence integer NOT NULL,
    line text NOT NULL,
    at timestamp with time zone DEFAULT clock_timestamp() NOT NULL
);
CREATE TABLE multi_ai.job (
    id uuid NOT NULL,
    project text NOT NULL,
    base_commit text,
    workflow text NOT NULL,
    request text NOT NULL,
    options jsonb DEFAULT '{}'::jsonb NOT NULL,
    limits jsonb DEFAULT '{}'::jsonb NOT NULL,
    priority integer DEFAULT 0 NOT NULL,
    idempotency text,
    source jsonb NOT NULL,
    state text DEFAULT 'queued'::text NOT NULL,
    reason text,
    queue_id uuid,
    fence integer DEFAULT 0 NOT NULL,
    attempts integer DEFAULT 0 NOT NULL,
    worker text,
    run text,
    question jsonb,
    answers jsonb DEFAULT '[]'::jsonb NOT NULL,
    spent jsonb DEFAULT '{}'::jsonb NOT NULL,
    branch text,
    report text,
    diff text,
    key text NOT NULL,
    created timestamp with time zone DEFAULT now() NOT NULL,
    updated timestamp with time zone DEFAULT now() NOT NULL,
    ended timestamp with time zone
);
CREATE TABLE multi_ai.object (
    job uuid NOT NULL,
    sha text NOT NULL,
    bytes bytea NOT NULL
);
CREATE TABLE multi_ai.token (
    hash text NOT NULL,
    name text NOT NULL,
    role text NOT NULL,
    project text,
    created timestamp with time zone DEFAULT now() NOT NULL,
    used timestamp with time zone
);
CREATE TABLE multi_ai.tree (
    job uuid NOT NULL,
    seq integer NOT NULL,
    fence integer NOT NULL,
    bundle bytea NOT NULL
);
INSERT INTO multi_ai.audit OVERRIDING SYSTEM VALUE VALUES (1, '00000000-0000-4000-8000-000000000001', 'test', 'submit', '{}', '2026-11-25 08:00:00+00');
INSERT INTO multi_ai.audit OVERRIDING SYSTEM VALUE VALUES (2, '00000000-0000-4000-8000-000000000001', 'server', 'complete', '{"attempt": 1}', '2026-11-25 08:00:00+00');
INSERT INTO multi_ai.audit OVERRIDING SYSTEM VALUE VALUES (3, '00000000-0000-4000-8000-000000000002', 'test', 'submit', '{}', '2026-11-25 08:00:00+00');
INSERT INTO multi_ai.audit OVERRIDING SYSTEM VALUE VALUES (4, '00000000-0000-4000-8000-000000000002', 'server', 'question', '{"attempt": 1}', '2026-11-25 08:00:00+00');
INSERT INTO multi_ai.audit OVERRIDING SYSTEM VALUE VALUES (5, '00000000-0000-4000-8000-000000000003', 'test', 'submit', '{}', '2026-11-25 08:00:00+00');
INSERT INTO multi_ai.event VALUES ('00000000-0000-4000-8000-000000000001', 1, 1, '{"seq":1,"at":"2026-01-01T00:00:01.000Z","type":"run_created","run":"multi-ai-00000001","batch":[1,10],"version":"0.1.0","workflow":"multi-ai","entry":"start","request":{"text":"Add a greeting","sha":"c239ab244d6cbd278268b0f1749baf00ff6b4b2d87e9de9e842c3f3b8e97554b","bytes":14},"auto":true,"settings":{"auto":false,"limits":{"per_reviewer":10,"plan_reviews":10,"code_reviews":15},"max_criteria":12,"models":{},"codex":{"dispatch":"check","timeout_minutes":30}},"session":"s1","host":{"pid":100,"start":"1"},"void_calls":[],"prev":""}', '2026-11-25 08:00:00+00');
INSERT INTO multi_ai.event VALUES ('00000000-0000-4000-8000-000000000001', 2, 1, '{"seq":2,"at":"2026-01-01T00:00:01.000Z","type":"task_created","run":"multi-ai-00000001","batch":[2,10],"task":"T1","gate":"requirements","kind":"gate","version":1,"token":"requirements_gathering","subject":"Gather requirements","who":{"agent":"requirements-gatherer","model":"opus"},"blocked_by":[],"reads":[],"writes":".task/user-story.json","schema":"user-story","brief":"requirements","fixes":null,"prev":"d92ec4acb91a0015dcc38c2a31e128713367b144107cdd43b2a880bcb937c66e"}', '2026-11-25 08:00:00+00');
INSERT INTO multi_ai.job VALUES ('00000000-0000-4000-8000-000000000001', '/srv/shop-one', NULL, 'multi-ai', 'task one', '{}', '{}', 0, NULL, '{"by": "token", "name": "test"}', 'complete', NULL, NULL, 1, 0, NULL, 'multi-ai-00000001', NULL, '[]', '{"money": 0.5, "tokens": 2000, "minutes": 4}', 'multi-ai/work', '# Report', '+ a line', '0000000000000000000000000000000000000000000000000000000000000000', '2026-11-25 08:00:00+00', '2026-11-25 08:00:00+00', '2026-11-25 08:00:00+00');
INSERT INTO multi_ai.job VALUES ('00000000-0000-4000-8000-000000000002', '/srv/shop-two', NULL, 'multi-ai', 'task two', '{}', '{}', 0, NULL, '{"by": "token", "name": "test"}', 'question', NULL, NULL, 1, 1, NULL, NULL, '{"all": [{"id": "Q1", "kind": "story", "lines": ["bye(''Ada'') returns Goodbye, Ada"], "title": "Is this what you want?", "options": [{"name": "approve", "text": false, "label": "Yes, go on", "description": ""}, {"name": "correct", "text": true, "label": "Something is different", "description": "Say what"}]}]}', '[]', '{}', NULL, NULL, NULL, '0000000000000000000000000000000000000000000000000000000000000000', '2026-11-25 08:00:00+00', '2026-11-25 08:00:00+00', NULL);
INSERT INTO multi_ai.job VALUES ('00000000-0000-4000-8000-000000000003', '/srv/shop-three', NULL, 'multi-ai', 'task three', '{}', '{}', 0, NULL, '{"by": "token", "name": "test"}', 'queued', NULL, '00000000-0000-4000-8000-000000000013', 0, 0, NULL, NULL, NULL, '[]', '{}', NULL, NULL, NULL, '0000000000000000000000000000000000000000000000000000000000000000', '2026-11-25 08:00:00+00', '2026-11-25 08:00:00+00', NULL);
INSERT INTO multi_ai.object VALUES ('00000000-0000-4000-8000-000000000001', 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa', '\x6120726573756c74');
INSERT INTO multi_ai.token VALUES ('13b94a249e3d4086f66c02be11938308c863051ff09b69ac012e594626ecd7eb', 'first', 'decide', NULL, '2026-11-25 08:00:00+00', NULL);
SELECT pg_catalog.setval('multi_ai.audit_n_seq', 5, true);
ALTER TABLE ONLY multi_ai.audit
    ADD CONSTRAINT audit_pkey PRIMARY KEY (n);
ALTER TABLE ONLY multi_ai.event
    ADD CONSTRAINT event_pkey PRIMARY KEY (job, seq);
ALTER TABLE ONLY multi_ai.job
    ADD CONSTRAINT job_idempotency_key UNIQUE (idempotency);
ALTER TABLE ONLY multi_ai.job
    ADD CONSTRAINT job_pkey PRIMARY KEY (id);
ALTER TABLE ONLY multi_ai.object
    ADD CONSTRAINT object_pkey PRIMARY KEY (job, sha);
ALTER TABLE ONLY multi_ai.token
    ADD CONSTRAINT token_name_key UNIQUE (name);
ALTER TABLE ONLY multi_ai.token
    ADD CONSTRAINT token_pkey PRIMARY KEY (hash);
ALTER TABLE ONLY multi_ai.tree
    ADD CONSTRAINT tree_pkey PRIMARY KEY (job);
CREATE INDEX job_state ON multi_ai.job USING btree (state, priority DESC, created);
ALTER TABLE ONLY multi_ai.event
    ADD CONSTRAINT event_job_fkey FOREIGN KEY (job) REFERENCES multi_ai.job(id) ON DELETE CASCADE;
ALTER TABLE ONLY multi_ai.object
    ADD CONSTRAINT object_job_fkey FOREIGN KEY (job) REFERENCES multi_ai.job(id) ON DELETE CASCADE;
ALTER TABLE ONLY multi_ai.tree
    ADD CONSTRAINT tree_job_fkey FOREIGN KEY (job) REFERENCES multi_ai.job(id) ON DELETE CASCADE;
