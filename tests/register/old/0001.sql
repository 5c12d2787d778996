BEGIN TRANSACTION;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0001');
CREATE TABLE audit_chains (
	office_id VARCHAR(64) NOT NULL, 
	seq INTEGER NOT NULL, 
	hash VARCHAR(64) NOT NULL, 
	CONSTRAINT pk_audit_chains PRIMARY KEY (office_id)
);
INSERT INTO "audit_chains" VALUES('*',1,'aceb3f95003663e170a20e63340e591ac17ea3ca43628515003bdad4b86707ef');
INSERT INTO "audit_chains" VALUES('ubnd-21484',9,'205a3b94f434162763bf1bab8269667d511d5d2908bb9af8fcd694f22baaa0d2');
CREATE TABLE audit_events (
	office_id VARCHAR(64) NOT NULL, 
	seq INTEGER NOT NULL, 
	at DATETIME NOT NULL, 
	user_id VARCHAR(36) NOT NULL, 
	user_name TEXT NOT NULL, 
	action VARCHAR(32) NOT NULL, 
	document_id VARCHAR(36), 
	detail TEXT NOT NULL, 
	previous VARCHAR(64) NOT NULL, 
	hash VARCHAR(64) NOT NULL, 
	CONSTRAINT pk_audit_events PRIMARY KEY (office_id, seq), 
	CONSTRAINT fk_audit_events_office_id FOREIGN KEY(office_id) REFERENCES audit_chains (office_id)
);
INSERT INTO "audit_events" VALUES('*',1,'2026-01-05 02:00:00.000000','019b8be1-f500-763e-bc00-019aa122465a','Người vận hành máy chủ','found_register',NULL,'{"operator":"019b8be1-f500-763e-bc00-019aa122465a"}','0000000000000000000000000000000000000000000000000000000000000000','aceb3f95003663e170a20e63340e591ac17ea3ca43628515003bdad4b86707ef');
INSERT INTO "audit_events" VALUES('ubnd-21484',1,'2026-01-05 02:00:00.000000','019b8be1-f500-763e-bc00-019aa122465a','Người vận hành máy chủ','add_office',NULL,'{"abbreviation":"UBND","from":"2025-07-01","name":"Ủy ban nhân dân xã Ba Tơ","organ_code":"","parent_name":"","profile":{},"steps":[],"until":null}','0000000000000000000000000000000000000000000000000000000000000000','bccd527da0814d56b95babfade66f89cfa18eaace1a69712fb237d6b11d7f9e8');
INSERT INTO "audit_events" VALUES('ubnd-21484',2,'2026-01-05 02:00:00.000000','019b8be1-f500-763e-bc00-019aa122465a','Người vận hành máy chủ','open_series',NULL,'{"body":"","first_number":1,"is_own":true,"is_secret":false,"kinds":[],"mark":"","name":"","reason":"","series":"019b8be1-f500-7f99-8edc-2b6e8acac204","year":2026}','bccd527da0814d56b95babfade66f89cfa18eaace1a69712fb237d6b11d7f9e8','a20f97296019ca28bbe181e75d6bf1b5715a05fc21e21de7162880fcd7ed0d69');
INSERT INTO "audit_events" VALUES('ubnd-21484',3,'2026-01-05 02:00:00.000000','019b8be1-f500-763e-bc00-019aa122465a','Người vận hành máy chủ','issue','019b8be1-f500-7f65-9620-1d55197e0472','{"code":"01/KH-UBND","issued_on":"2026-01-05","number":1,"proof":"e658fe3d6ded33605e2cb2b5167de3eff4876a92a90f7a4bc42ee6948ca15eab","series":"019b8be1-f500-7f99-8edc-2b6e8acac204","sha256":"c300889f9159b78af27cf16a6ea0ebb3821c47088f4c19425183e551a08dbd53","signed_on":null}','a20f97296019ca28bbe181e75d6bf1b5715a05fc21e21de7162880fcd7ed0d69','5fb0cb0debf7bd2d33e2a53a528367abab5a4abe61eac22c7683658d72c7e649');
INSERT INTO "audit_events" VALUES('ubnd-21484',4,'2026-01-05 02:00:00.000000','019b8be1-f500-763e-bc00-019aa122465a','Người vận hành máy chủ','issue','019b8be1-f500-76fb-a265-93b19410941d','{"code":"02/KH-UBND","issued_on":"2026-01-05","number":2,"proof":"0d28088ccfa4c8d667e6d5b362b85d400f34fcd3f7c0a513af2246b5aeb4c8cb","series":"019b8be1-f500-7f99-8edc-2b6e8acac204","sha256":"c59c6d140a910915da2fe2c66f6ebf775d87374371c13244152871f4a5664da7","signed_on":null}','5fb0cb0debf7bd2d33e2a53a528367abab5a4abe61eac22c7683658d72c7e649','7f0c15c56bff411e2117d850f35707d5c229ad3aea9a89f00b4b4e96cccaefb1');
INSERT INTO "audit_events" VALUES('ubnd-21484',5,'2026-01-05 02:00:00.000000','019b8be1-f500-763e-bc00-019aa122465a','Người vận hành máy chủ','issue','019b8be1-f500-710b-9463-a6985504346f','{"code":"03/KH-UBND","issued_on":"2026-01-05","number":3,"proof":"408fddaa74bca72a3885c50a7d30797043858f36201e82a59a5131893f15f73c","series":"019b8be1-f500-7f99-8edc-2b6e8acac204","sha256":"5f381accd6b072894f295d8cba08259c5158cc29f7df235f53ac36f411ba8260","signed_on":null}','7f0c15c56bff411e2117d850f35707d5c229ad3aea9a89f00b4b4e96cccaefb1','1ce17d6fc20ad3160d982b4f491250de71f24c1ef05c2119623f547e68554c20');
INSERT INTO "audit_events" VALUES('ubnd-21484',6,'2026-01-05 02:00:00.000000','019b8be1-f500-763e-bc00-019aa122465a','Người vận hành máy chủ','void','019b8be1-f500-7f65-9620-1d55197e0472','{"code":"01/KH-UBND","reason":"In hỏng"}','1ce17d6fc20ad3160d982b4f491250de71f24c1ef05c2119623f547e68554c20','b41c2251a65e865adab793afae337fec48b7d388211110c325d4ad9f8d471b22');
INSERT INTO "audit_events" VALUES('ubnd-21484',7,'2026-01-05 02:00:00.000000','019b8be1-f500-763e-bc00-019aa122465a','Người vận hành máy chủ','dispatch','019b8be1-f500-76fb-a265-93b19410941d','{"code":"02/KH-UBND","sendings":[{"channel":"","on":"2026-01-05","received_by":"Bưu điện","recipient":""}]}','b41c2251a65e865adab793afae337fec48b7d388211110c325d4ad9f8d471b22','b8ba0caec88115f6b1ab0ac52f215dda23feae8c3af087c0451444e02fa0f052');
INSERT INTO "audit_events" VALUES('ubnd-21484',8,'2026-01-05 02:00:00.000000','019b8be1-f500-763e-bc00-019aa122465a','Người vận hành máy chủ','record','019b8be1-f500-79cc-88e5-bbaf49be4b8f','{"code":"04/QĐ-UBND","issued_on":"2026-01-05","number":4,"proof":"cce345d892c3d1d535d6039498c17c93b7bbd43f8423c7576c5748f368e90108","series":"019b8be1-f500-7f99-8edc-2b6e8acac204","sha256":["315d429b7714cedb6ad04ac31240145257692630457f3c88253c5beceac76027"]}','b8ba0caec88115f6b1ab0ac52f215dda23feae8c3af087c0451444e02fa0f052','162903e1744e2a790cf6fcd442e3638a8c8d0fc9530a8fc548497b0b46c69e91');
INSERT INTO "audit_events" VALUES('ubnd-21484',9,'2026-01-05 02:00:00.000000','019b8be1-f500-763e-bc00-019aa122465a','Người vận hành máy chủ','create_draft','019b8be1-f500-7832-900d-f90e19dadbfd','{"kind":"KH","subject":"Thực hiện công tác dân vận chính quyền năm 2026"}','162903e1744e2a790cf6fcd442e3638a8c8d0fc9530a8fc548497b0b46c69e91','205a3b94f434162763bf1bab8269667d511d5d2908bb9af8fcd694f22baaa0d2');
CREATE TABLE blobs (
	sha256 VARCHAR(64) NOT NULL, 
	size INTEGER NOT NULL, 
	encoding VARCHAR(8) NOT NULL, 
	content BLOB NOT NULL, 
	CONSTRAINT pk_blobs PRIMARY KEY (sha256)
);
INSERT INTO "blobs" VALUES('488f7ff224c029925870819f6aca8fcbff7bccb884abfd5a9760fdfc5b2ddab3',480,'zlib',X'789CAB564ACE4F4955B252AA50AAAD1E650F3B3600FDAA9809');
INSERT INTO "blobs" VALUES('c300889f9159b78af27cf16a6ea0ebb3821c47088f4c19425183e551a08dbd53',13,'raw',X'504B2030312F4B482D55424E44');
INSERT INTO "blobs" VALUES('c59c6d140a910915da2fe2c66f6ebf775d87374371c13244152871f4a5664da7',13,'raw',X'504B2030322F4B482D55424E44');
INSERT INTO "blobs" VALUES('5f381accd6b072894f295d8cba08259c5158cc29f7df235f53ac36f411ba8260',13,'raw',X'504B2030332F4B482D55424E44');
INSERT INTO "blobs" VALUES('315d429b7714cedb6ad04ac31240145257692630457f3c88253c5beceac76027',4,'raw',X'25504446');
CREATE TABLE dispatches (
	document_id VARCHAR(36) NOT NULL, 
	position INTEGER NOT NULL, 
	dispatched_on DATE NOT NULL, 
	recipient TEXT NOT NULL, 
	channel TEXT NOT NULL, 
	received_by TEXT NOT NULL, 
	added_by TEXT NOT NULL, 
	added_at DATETIME NOT NULL, 
	CONSTRAINT pk_dispatches PRIMARY KEY (document_id, position), 
	CONSTRAINT fk_dispatches_document_id FOREIGN KEY(document_id) REFERENCES documents (id)
);
INSERT INTO "dispatches" VALUES('019b8be1-f500-76fb-a265-93b19410941d',1,'2026-01-05','','','Bưu điện','019b8be1-f500-763e-bc00-019aa122465a','2026-01-05 02:00:00.000000');
CREATE TABLE document_versions (
	document_id VARCHAR(36) NOT NULL, 
	version INTEGER NOT NULL, 
	subject TEXT NOT NULL, 
	encoding VARCHAR(8) NOT NULL, 
	content BLOB NOT NULL, 
	sha256 VARCHAR(64) NOT NULL, 
	label TEXT NOT NULL, 
	remark TEXT NOT NULL, 
	made_by TEXT NOT NULL, 
	made_at DATETIME NOT NULL, 
	CONSTRAINT pk_document_versions PRIMARY KEY (document_id, version), 
	CONSTRAINT fk_document_versions_document_id FOREIGN KEY(document_id) REFERENCES documents (id)
);
INSERT INTO "document_versions" VALUES('019b8be1-f500-7f65-9620-1d55197e0472',1,'Thực hiện công tác dân vận chính quyền năm 2026','raw',X'7B226F626A65637469766573223A5B2278225D7D','be09ae91f4ce95d3c90fb2c56caed451b39a62512126c1d9a1a9459b7f103104','','','019b8be1-f500-763e-bc00-019aa122465a','2026-01-05 02:00:00.000000');
INSERT INTO "document_versions" VALUES('019b8be1-f500-76fb-a265-93b19410941d',1,'Thực hiện công tác dân vận chính quyền năm 2026','raw',X'7B226F626A65637469766573223A5B2278225D7D','be09ae91f4ce95d3c90fb2c56caed451b39a62512126c1d9a1a9459b7f103104','','','019b8be1-f500-763e-bc00-019aa122465a','2026-01-05 02:00:00.000000');
INSERT INTO "document_versions" VALUES('019b8be1-f500-710b-9463-a6985504346f',1,'Thực hiện công tác dân vận chính quyền năm 2026','raw',X'7B226F626A65637469766573223A5B2278225D7D','be09ae91f4ce95d3c90fb2c56caed451b39a62512126c1d9a1a9459b7f103104','','','019b8be1-f500-763e-bc00-019aa122465a','2026-01-05 02:00:00.000000');
INSERT INTO "document_versions" VALUES('019b8be1-f500-7832-900d-f90e19dadbfd',1,'Thực hiện công tác dân vận chính quyền năm 2026','raw',X'7B226F626A65637469766573223A5B2278225D7D','be09ae91f4ce95d3c90fb2c56caed451b39a62512126c1d9a1a9459b7f103104','','','019b8be1-f500-763e-bc00-019aa122465a','2026-01-05 02:00:00.000000');
CREATE TABLE documents (
	entry INTEGER NOT NULL, 
	id VARCHAR(36) NOT NULL, 
	office_id VARCHAR(64) NOT NULL, 
	origin VARCHAR(16) NOT NULL, 
	state VARCHAR(16) NOT NULL, 
	version INTEGER NOT NULL, 
	handed_over_at DATETIME, 
	kind VARCHAR(8) NOT NULL, 
	kind_title TEXT NOT NULL, 
	subject TEXT NOT NULL, 
	base_symbol TEXT NOT NULL, 
	body TEXT NOT NULL, 
	is_secret BOOLEAN NOT NULL, 
	signer_id VARCHAR(36), 
	signer_name TEXT NOT NULL, 
	signer_position TEXT NOT NULL, 
	signer_capacity VARCHAR(8) NOT NULL, 
	recipients JSON NOT NULL, 
	kept_by TEXT NOT NULL, 
	copies INTEGER NOT NULL, 
	pages INTEGER, 
	urgency VARCHAR(16) NOT NULL, 
	due_on DATE, 
	language TEXT NOT NULL, 
	file_catalog INTEGER, 
	file_notation TEXT NOT NULL, 
	note TEXT NOT NULL, 
	type_slug TEXT, 
	type_version TEXT, 
	type_sha256 VARCHAR(64), 
	series_id VARCHAR(36), 
	year INTEGER, 
	number INTEGER, 
	symbol TEXT, 
	code TEXT, 
	signed_on DATE, 
	issued_on DATE, 
	issued_at DATETIME, 
	issued_by TEXT, 
	input_sha256 VARCHAR(64), 
	context_sha256 VARCHAR(64), 
	template_sha256 VARCHAR(64), 
	content_sha256 VARCHAR(64), 
	release TEXT, 
	findings JSON NOT NULL, 
	end_reason TEXT NOT NULL, 
	end_citation JSON, 
	created_by TEXT NOT NULL, 
	created_at DATETIME NOT NULL, 
	updated_at DATETIME NOT NULL, 
	search_text TEXT NOT NULL, 
	CONSTRAINT pk_documents PRIMARY KEY (entry), 
	CONSTRAINT fk_documents_content_sha256 FOREIGN KEY(content_sha256) REFERENCES blobs (sha256), 
	CONSTRAINT fk_documents_context_sha256 FOREIGN KEY(context_sha256) REFERENCES blobs (sha256), 
	CONSTRAINT fk_documents_office_id FOREIGN KEY(office_id) REFERENCES offices (id), 
	CONSTRAINT fk_documents_series_id FOREIGN KEY(series_id) REFERENCES series (id), 
	CONSTRAINT fk_documents_signer_id FOREIGN KEY(signer_id) REFERENCES signers (id), 
	CONSTRAINT uq_documents_id UNIQUE (id), 
	CONSTRAINT uq_documents_office_id_year_number_symbol UNIQUE (office_id, year, number, symbol), 
	CONSTRAINT uq_documents_series_id_number UNIQUE (series_id, number)
);
INSERT INTO "documents" VALUES(1,'019b8be1-f500-7f65-9620-1d55197e0472','ubnd-21484','service','voided',1,NULL,'KH','Kế hoạch','Thực hiện công tác dân vận chính quyền năm 2026','KH-UBND','',0,NULL,'Phạm Giang Nam','Chủ tịch','none','[{"name": "UBND t\u1ec9nh Qu\u1ea3ng Ng\u00e3i", "purpose": "", "members": 1, "copies": null, "channel": "dien_tu"}]','VT',1,NULL,'',NULL,'Tiếng Việt',NULL,'','',NULL,NULL,NULL,'019b8be1-f500-7f99-8edc-2b6e8acac204',2026,1,'KH-UBND','01/KH-UBND',NULL,'2026-01-05','2026-01-05 02:00:00.000000','019b8be1-f500-763e-bc00-019aa122465a','be09ae91f4ce95d3c90fb2c56caed451b39a62512126c1d9a1a9459b7f103104','488f7ff224c029925870819f6aca8fcbff7bccb884abfd5a9760fdfc5b2ddab3','7777777777777777777777777777777777777777777777777777777777777777','c300889f9159b78af27cf16a6ea0ebb3821c47088f4c19425183e551a08dbd53','0.1.0','[]','In hỏng',NULL,'019b8be1-f500-763e-bc00-019aa122465a','2026-01-05 02:00:00.000000','2026-01-05 02:00:00.000000','thuc hien cong tac dan van chinh quyen nam 2026 ke hoach kh 01 ubnd 1 pham giang tinh quang ngai');
INSERT INTO "documents" VALUES(2,'019b8be1-f500-76fb-a265-93b19410941d','ubnd-21484','service','dispatched',1,NULL,'KH','Kế hoạch','Thực hiện công tác dân vận chính quyền năm 2026','KH-UBND','',0,NULL,'Phạm Giang Nam','Chủ tịch','none','[{"name": "UBND t\u1ec9nh Qu\u1ea3ng Ng\u00e3i", "purpose": "", "members": 1, "copies": null, "channel": "dien_tu"}]','VT',1,NULL,'',NULL,'Tiếng Việt',NULL,'','',NULL,NULL,NULL,'019b8be1-f500-7f99-8edc-2b6e8acac204',2026,2,'KH-UBND','02/KH-UBND',NULL,'2026-01-05','2026-01-05 02:00:00.000000','019b8be1-f500-763e-bc00-019aa122465a','be09ae91f4ce95d3c90fb2c56caed451b39a62512126c1d9a1a9459b7f103104','488f7ff224c029925870819f6aca8fcbff7bccb884abfd5a9760fdfc5b2ddab3','7777777777777777777777777777777777777777777777777777777777777777','c59c6d140a910915da2fe2c66f6ebf775d87374371c13244152871f4a5664da7','0.1.0','[]','',NULL,'019b8be1-f500-763e-bc00-019aa122465a','2026-01-05 02:00:00.000000','2026-01-05 02:00:00.000000','thuc hien cong tac dan van chinh quyen nam 2026 ke hoach kh 02 ubnd 2 pham giang tinh quang ngai');
INSERT INTO "documents" VALUES(3,'019b8be1-f500-710b-9463-a6985504346f','ubnd-21484','service','issued',1,NULL,'KH','Kế hoạch','Thực hiện công tác dân vận chính quyền năm 2026','KH-UBND','',0,NULL,'Phạm Giang Nam','Chủ tịch','none','[{"name": "UBND t\u1ec9nh Qu\u1ea3ng Ng\u00e3i", "purpose": "", "members": 1, "copies": null, "channel": "dien_tu"}]','VT',1,NULL,'',NULL,'Tiếng Việt',NULL,'','',NULL,NULL,NULL,'019b8be1-f500-7f99-8edc-2b6e8acac204',2026,3,'KH-UBND','03/KH-UBND',NULL,'2026-01-05','2026-01-05 02:00:00.000000','019b8be1-f500-763e-bc00-019aa122465a','be09ae91f4ce95d3c90fb2c56caed451b39a62512126c1d9a1a9459b7f103104','488f7ff224c029925870819f6aca8fcbff7bccb884abfd5a9760fdfc5b2ddab3','7777777777777777777777777777777777777777777777777777777777777777','5f381accd6b072894f295d8cba08259c5158cc29f7df235f53ac36f411ba8260','0.1.0','[]','',NULL,'019b8be1-f500-763e-bc00-019aa122465a','2026-01-05 02:00:00.000000','2026-01-05 02:00:00.000000','thuc hien cong tac dan van chinh quyen nam 2026 ke hoach kh 03 ubnd 3 pham giang tinh quang ngai');
INSERT INTO "documents" VALUES(4,'019b8be1-f500-79cc-88e5-bbaf49be4b8f','ubnd-21484','record','issued',1,NULL,'QĐ','Quyết định','Thành lập tổ công tác','QĐ-UBND','',0,NULL,'','','none','[]','VT',1,NULL,'',NULL,'Tiếng Việt',NULL,'','',NULL,NULL,NULL,'019b8be1-f500-7f99-8edc-2b6e8acac204',2026,4,'QĐ-UBND','04/QĐ-UBND',NULL,'2026-01-05','2026-01-05 02:00:00.000000','019b8be1-f500-763e-bc00-019aa122465a',NULL,NULL,NULL,NULL,NULL,'[]','',NULL,'019b8be1-f500-763e-bc00-019aa122465a','2026-01-05 02:00:00.000000','2026-01-05 02:00:00.000000','thanh lap to cong tac quyet dinh qd 04 ubnd 4');
INSERT INTO "documents" VALUES(5,'019b8be1-f500-7832-900d-f90e19dadbfd','ubnd-21484','service','draft',1,NULL,'KH','Kế hoạch','Thực hiện công tác dân vận chính quyền năm 2026','KH-UBND','',0,NULL,'Phạm Giang Nam','Chủ tịch','none','[{"name": "UBND t\u1ec9nh Qu\u1ea3ng Ng\u00e3i", "purpose": "", "members": 1, "copies": null, "channel": "dien_tu"}]','VT',1,NULL,'',NULL,'Tiếng Việt',NULL,'','',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'[]','',NULL,'019b8be1-f500-763e-bc00-019aa122465a','2026-01-05 02:00:00.000000','2026-01-05 02:00:00.000000','thuc hien cong tac dan van chinh quyen nam 2026 ke hoach kh ubnd pham giang tinh quang ngai');
CREATE TABLE files (
	document_id VARCHAR(36) NOT NULL, 
	position INTEGER NOT NULL, 
	role VARCHAR(16) NOT NULL, 
	sha256 VARCHAR(64) NOT NULL, 
	size INTEGER NOT NULL, 
	name TEXT NOT NULL, 
	media_type TEXT NOT NULL, 
	added_by TEXT NOT NULL, 
	added_at DATETIME NOT NULL, 
	CONSTRAINT pk_files PRIMARY KEY (document_id, position), 
	CONSTRAINT fk_files_document_id FOREIGN KEY(document_id) REFERENCES documents (id), 
	CONSTRAINT fk_files_sha256 FOREIGN KEY(sha256) REFERENCES blobs (sha256)
);
INSERT INTO "files" VALUES('019b8be1-f500-7f65-9620-1d55197e0472',1,'rendered','c300889f9159b78af27cf16a6ea0ebb3821c47088f4c19425183e551a08dbd53',13,'1.docx','application/vnd.openxmlformats-officedocument.wordprocessingml.document','019b8be1-f500-763e-bc00-019aa122465a','2026-01-05 02:00:00.000000');
INSERT INTO "files" VALUES('019b8be1-f500-76fb-a265-93b19410941d',1,'rendered','c59c6d140a910915da2fe2c66f6ebf775d87374371c13244152871f4a5664da7',13,'2.docx','application/vnd.openxmlformats-officedocument.wordprocessingml.document','019b8be1-f500-763e-bc00-019aa122465a','2026-01-05 02:00:00.000000');
INSERT INTO "files" VALUES('019b8be1-f500-710b-9463-a6985504346f',1,'rendered','5f381accd6b072894f295d8cba08259c5158cc29f7df235f53ac36f411ba8260',13,'3.docx','application/vnd.openxmlformats-officedocument.wordprocessingml.document','019b8be1-f500-763e-bc00-019aa122465a','2026-01-05 02:00:00.000000');
INSERT INTO "files" VALUES('019b8be1-f500-79cc-88e5-bbaf49be4b8f',1,'record','315d429b7714cedb6ad04ac31240145257692630457f3c88253c5beceac76027',4,'qd.pdf','application/pdf','019b8be1-f500-763e-bc00-019aa122465a','2026-01-05 02:00:00.000000');
CREATE TABLE grants (
	user_id VARCHAR(36) NOT NULL, 
	office_id VARCHAR(64) NOT NULL, 
	role VARCHAR(32) NOT NULL, 
	CONSTRAINT pk_grants PRIMARY KEY (user_id, office_id, role), 
	CONSTRAINT fk_grants_office_id FOREIGN KEY(office_id) REFERENCES offices (id), 
	CONSTRAINT fk_grants_user_id FOREIGN KEY(user_id) REFERENCES users (id)
);
CREATE TABLE idempotency_keys (
	office_id VARCHAR(64) NOT NULL, 
	"key" VARCHAR(200) NOT NULL, 
	document_id VARCHAR(36) NOT NULL, 
	fingerprint VARCHAR(64) NOT NULL, 
	CONSTRAINT pk_idempotency_keys PRIMARY KEY (office_id, "key"), 
	CONSTRAINT fk_idempotency_keys_document_id FOREIGN KEY(document_id) REFERENCES documents (id), 
	CONSTRAINT fk_idempotency_keys_office_id FOREIGN KEY(office_id) REFERENCES offices (id)
);
INSERT INTO "idempotency_keys" VALUES('ubnd-21484','k0','019b8be1-f500-7f65-9620-1d55197e0472','fcd4c1d9d0dd2012554ef2c66938aa5d879aa34ea1e4418f50e52fa2c39fe3a8');
INSERT INTO "idempotency_keys" VALUES('ubnd-21484','k1','019b8be1-f500-76fb-a265-93b19410941d','fcd4c1d9d0dd2012554ef2c66938aa5d879aa34ea1e4418f50e52fa2c39fe3a8');
INSERT INTO "idempotency_keys" VALUES('ubnd-21484','k2','019b8be1-f500-710b-9463-a6985504346f','fcd4c1d9d0dd2012554ef2c66938aa5d879aa34ea1e4418f50e52fa2c39fe3a8');
CREATE TABLE lost_numbers (
	series_id VARCHAR(36) NOT NULL, 
	number INTEGER NOT NULL, 
	reason TEXT NOT NULL, 
	confirmed_by TEXT NOT NULL, 
	confirmed_at DATETIME NOT NULL, 
	CONSTRAINT pk_lost_numbers PRIMARY KEY (series_id, number), 
	CONSTRAINT fk_lost_numbers_series_id FOREIGN KEY(series_id) REFERENCES series (id)
);
CREATE TABLE offices (
	id VARCHAR(64) NOT NULL, 
	name TEXT NOT NULL, 
	parent_name TEXT NOT NULL, 
	abbreviation TEXT NOT NULL, 
	organ_code TEXT NOT NULL, 
	valid_from DATE NOT NULL, 
	valid_until DATE, 
	steps JSON NOT NULL, 
	profile JSON NOT NULL, 
	created_at DATETIME NOT NULL, 
	CONSTRAINT pk_offices PRIMARY KEY (id)
);
INSERT INTO "offices" VALUES('ubnd-21484','Ủy ban nhân dân xã Ba Tơ','','UBND','','2025-07-01',NULL,'[]','{}','2026-01-05 02:00:00.000000');
CREATE TABLE relations (
	document_id VARCHAR(36) NOT NULL, 
	kind VARCHAR(16) NOT NULL, 
	target_id VARCHAR(36) NOT NULL, 
	CONSTRAINT pk_relations PRIMARY KEY (document_id, kind, target_id), 
	CONSTRAINT fk_relations_document_id FOREIGN KEY(document_id) REFERENCES documents (id), 
	CONSTRAINT fk_relations_target_id FOREIGN KEY(target_id) REFERENCES documents (id)
);
CREATE TABLE series (
	id VARCHAR(36) NOT NULL, 
	office_id VARCHAR(64) NOT NULL, 
	year INTEGER NOT NULL, 
	name TEXT NOT NULL, 
	kinds JSON NOT NULL, 
	is_own BOOLEAN NOT NULL, 
	is_secret BOOLEAN NOT NULL, 
	body TEXT NOT NULL, 
	mark TEXT NOT NULL, 
	first_number INTEGER NOT NULL, 
	last_number INTEGER NOT NULL, 
	last_date DATE, 
	reason TEXT NOT NULL, 
	awaits_confirmation BOOLEAN NOT NULL, 
	opened_at DATETIME NOT NULL, 
	closed_at DATETIME, 
	CONSTRAINT pk_series PRIMARY KEY (id), 
	CONSTRAINT fk_series_office_id FOREIGN KEY(office_id) REFERENCES offices (id)
);
INSERT INTO "series" VALUES('019b8be1-f500-7f99-8edc-2b6e8acac204','ubnd-21484',2026,'','[]',1,0,'','',1,4,'2026-01-05','',0,'2026-01-05 02:00:00.000000',NULL);
CREATE TABLE signers (
	id VARCHAR(36) NOT NULL, 
	office_id VARCHAR(64) NOT NULL, 
	name TEXT NOT NULL, 
	position TEXT NOT NULL, 
	capacity VARCHAR(8) NOT NULL, 
	details JSON NOT NULL, 
	valid_from DATE NOT NULL, 
	valid_until DATE, 
	CONSTRAINT pk_signers PRIMARY KEY (id), 
	CONSTRAINT fk_signers_office_id FOREIGN KEY(office_id) REFERENCES offices (id)
);
CREATE TABLE type_versions (
	sha256 VARCHAR(64) NOT NULL, 
	slug VARCHAR(64) NOT NULL, 
	version VARCHAR(32) NOT NULL, 
	source VARCHAR(16) NOT NULL, 
	manifest JSON NOT NULL, 
	published_by TEXT NOT NULL, 
	published_at DATETIME NOT NULL, 
	CONSTRAINT pk_type_versions PRIMARY KEY (sha256), 
	CONSTRAINT uq_type_versions_slug_version UNIQUE (slug, version)
);
CREATE TABLE users (
	id VARCHAR(36) NOT NULL, 
	login VARCHAR(64) NOT NULL, 
	name TEXT NOT NULL, 
	is_operator BOOLEAN NOT NULL, 
	is_active BOOLEAN NOT NULL, 
	created_at DATETIME NOT NULL, 
	CONSTRAINT pk_users PRIMARY KEY (id), 
	CONSTRAINT uq_users_login UNIQUE (login)
);
INSERT INTO "users" VALUES('019b8be1-f500-763e-bc00-019aa122465a','operator','Người vận hành máy chủ',1,1,'2026-01-05 02:00:00.000000');
CREATE INDEX ix_signers_office_id ON signers (office_id);
CREATE INDEX ix_series_office_id_year ON series (office_id, year);
CREATE INDEX ix_documents_office_entry ON documents (office_id, entry);
CREATE INDEX ix_documents_office_issued ON documents (office_id, issued_on, entry);
CREATE INDEX ix_documents_office_kind ON documents (office_id, kind, entry);
CREATE INDEX ix_documents_office_signer ON documents (office_id, signer_name, entry);
CREATE INDEX ix_documents_office_state ON documents (office_id, state, entry);
CREATE INDEX ix_relations_target_id ON relations (target_id);
CREATE INDEX ix_audit_events_document_id ON audit_events (document_id);
CREATE TRIGGER keep_audit_events_update_any BEFORE UPDATE ON audit_events FOR EACH ROW WHEN true BEGIN SELECT RAISE(ABORT, 'the register never does this: update on audit_events'); END;
CREATE TRIGGER keep_audit_events_delete_any BEFORE DELETE ON audit_events FOR EACH ROW WHEN true BEGIN SELECT RAISE(ABORT, 'the register never does this: delete on audit_events'); END;
CREATE TRIGGER keep_blobs_update_any BEFORE UPDATE ON blobs FOR EACH ROW WHEN true BEGIN SELECT RAISE(ABORT, 'the register never does this: update on blobs'); END;
CREATE TRIGGER keep_blobs_delete_any BEFORE DELETE ON blobs FOR EACH ROW WHEN true BEGIN SELECT RAISE(ABORT, 'the register never does this: delete on blobs'); END;
CREATE TRIGGER keep_files_update_any BEFORE UPDATE ON files FOR EACH ROW WHEN true BEGIN SELECT RAISE(ABORT, 'the register never does this: update on files'); END;
CREATE TRIGGER keep_files_delete_any BEFORE DELETE ON files FOR EACH ROW WHEN true BEGIN SELECT RAISE(ABORT, 'the register never does this: delete on files'); END;
CREATE TRIGGER keep_type_versions_update_any BEFORE UPDATE ON type_versions FOR EACH ROW WHEN true BEGIN SELECT RAISE(ABORT, 'the register never does this: update on type_versions'); END;
CREATE TRIGGER keep_type_versions_delete_any BEFORE DELETE ON type_versions FOR EACH ROW WHEN true BEGIN SELECT RAISE(ABORT, 'the register never does this: delete on type_versions'); END;
CREATE TRIGGER keep_idempotency_keys_update_any BEFORE UPDATE ON idempotency_keys FOR EACH ROW WHEN true BEGIN SELECT RAISE(ABORT, 'the register never does this: update on idempotency_keys'); END;
CREATE TRIGGER keep_idempotency_keys_delete_any BEFORE DELETE ON idempotency_keys FOR EACH ROW WHEN true BEGIN SELECT RAISE(ABORT, 'the register never does this: delete on idempotency_keys'); END;
CREATE TRIGGER keep_dispatches_update_any BEFORE UPDATE ON dispatches FOR EACH ROW WHEN true BEGIN SELECT RAISE(ABORT, 'the register never does this: update on dispatches'); END;
CREATE TRIGGER keep_dispatches_delete_any BEFORE DELETE ON dispatches FOR EACH ROW WHEN true BEGIN SELECT RAISE(ABORT, 'the register never does this: delete on dispatches'); END;
CREATE TRIGGER keep_audit_chains_delete_any BEFORE DELETE ON audit_chains FOR EACH ROW WHEN true BEGIN SELECT RAISE(ABORT, 'the register never does this: delete on audit_chains'); END;
CREATE TRIGGER keep_series_delete_any BEFORE DELETE ON series FOR EACH ROW WHEN true BEGIN SELECT RAISE(ABORT, 'the register never does this: delete on series'); END;
CREATE TRIGGER keep_offices_delete_any BEFORE DELETE ON offices FOR EACH ROW WHEN true BEGIN SELECT RAISE(ABORT, 'the register never does this: delete on offices'); END;
CREATE TRIGGER keep_users_delete_any BEFORE DELETE ON users FOR EACH ROW WHEN true BEGIN SELECT RAISE(ABORT, 'the register never does this: delete on users'); END;
CREATE TRIGGER keep_signers_delete_any BEFORE DELETE ON signers FOR EACH ROW WHEN true BEGIN SELECT RAISE(ABORT, 'the register never does this: delete on signers'); END;
CREATE TRIGGER keep_documents_delete_any BEFORE DELETE ON documents FOR EACH ROW WHEN OLD.number IS NOT NULL BEGIN SELECT RAISE(ABORT, 'the register never does this: delete on documents'); END;
CREATE TRIGGER keep_documents_update_number BEFORE UPDATE ON documents FOR EACH ROW WHEN OLD.number IS NOT NULL AND (NEW.id IS NOT OLD.id OR NEW.office_id IS NOT OLD.office_id OR NEW.origin IS NOT OLD.origin OR NEW.version IS NOT OLD.version OR NEW.kind IS NOT OLD.kind OR NEW.kind_title IS NOT OLD.kind_title OR NEW.subject IS NOT OLD.subject OR NEW.base_symbol IS NOT OLD.base_symbol OR NEW.body IS NOT OLD.body OR NEW.is_secret IS NOT OLD.is_secret OR NEW.signer_id IS NOT OLD.signer_id OR NEW.signer_name IS NOT OLD.signer_name OR NEW.signer_position IS NOT OLD.signer_position OR NEW.signer_capacity IS NOT OLD.signer_capacity OR NEW.recipients IS NOT OLD.recipients OR NEW.kept_by IS NOT OLD.kept_by OR NEW.copies IS NOT OLD.copies OR NEW.pages IS NOT OLD.pages OR NEW.urgency IS NOT OLD.urgency OR NEW.due_on IS NOT OLD.due_on OR NEW.language IS NOT OLD.language OR NEW.file_catalog IS NOT OLD.file_catalog OR NEW.file_notation IS NOT OLD.file_notation OR NEW.note IS NOT OLD.note OR NEW.type_slug IS NOT OLD.type_slug OR NEW.type_version IS NOT OLD.type_version OR NEW.type_sha256 IS NOT OLD.type_sha256 OR NEW.series_id IS NOT OLD.series_id OR NEW.year IS NOT OLD.year OR NEW.number IS NOT OLD.number OR NEW.symbol IS NOT OLD.symbol OR NEW.code IS NOT OLD.code OR NEW.signed_on IS NOT OLD.signed_on OR NEW.issued_on IS NOT OLD.issued_on OR NEW.issued_at IS NOT OLD.issued_at OR NEW.issued_by IS NOT OLD.issued_by OR NEW.input_sha256 IS NOT OLD.input_sha256 OR NEW.context_sha256 IS NOT OLD.context_sha256 OR NEW.template_sha256 IS NOT OLD.template_sha256 OR NEW.content_sha256 IS NOT OLD.content_sha256 OR NEW.release IS NOT OLD.release OR NEW.findings IS NOT OLD.findings OR NEW.created_by IS NOT OLD.created_by OR NEW.created_at IS NOT OLD.created_at) BEGIN SELECT RAISE(ABORT, 'the register never does this: update on documents'); END;
CREATE TRIGGER keep_documents_update_end BEFORE UPDATE ON documents FOR EACH ROW WHEN OLD.state IN ('voided', 'recalled') BEGIN SELECT RAISE(ABORT, 'the register never does this: update on documents'); END;
CREATE TRIGGER keep_series_update_any BEFORE UPDATE ON series FOR EACH ROW WHEN NEW.last_number < OLD.last_number OR NEW.first_number <> OLD.first_number BEGIN SELECT RAISE(ABORT, 'the register never does this: update on series'); END;
CREATE TRIGGER keep_audit_chains_update_any BEFORE UPDATE ON audit_chains FOR EACH ROW WHEN NEW.seq < OLD.seq BEGIN SELECT RAISE(ABORT, 'the register never does this: update on audit_chains'); END;
COMMIT;
