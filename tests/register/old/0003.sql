BEGIN TRANSACTION;
CREATE TABLE accounts (
	user_id VARCHAR(36) NOT NULL, 
	password_hash TEXT NOT NULL, 
	must_change BOOLEAN NOT NULL, 
	changed_at DATETIME NOT NULL, 
	CONSTRAINT pk_accounts PRIMARY KEY (user_id), 
	CONSTRAINT fk_accounts_user_id FOREIGN KEY(user_id) REFERENCES users (id)
);
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0003');
CREATE TABLE api_tokens (
	id VARCHAR(36) NOT NULL, 
	office_id VARCHAR(64) NOT NULL, 
	user_id VARCHAR(36) NOT NULL, 
	name TEXT NOT NULL, 
	sha256 VARCHAR(64) NOT NULL, 
	scopes JSON NOT NULL, 
	is_live BOOLEAN NOT NULL, 
	created_by VARCHAR(36) NOT NULL, 
	created_at DATETIME NOT NULL, 
	expires_at DATETIME NOT NULL, 
	last_used_at DATETIME, 
	revoked_at DATETIME, 
	CONSTRAINT pk_api_tokens PRIMARY KEY (id), 
	CONSTRAINT fk_api_tokens_office_id FOREIGN KEY(office_id) REFERENCES offices (id), 
	CONSTRAINT fk_api_tokens_user_id FOREIGN KEY(user_id) REFERENCES users (id), 
	CONSTRAINT uq_api_tokens_sha256 UNIQUE (sha256)
);
CREATE TABLE assignments (
	document_id VARCHAR(36) NOT NULL, 
	stage VARCHAR(16) NOT NULL, 
	user_id VARCHAR(36) NOT NULL, 
	assigned_by VARCHAR(36) NOT NULL, 
	assigned_at DATETIME NOT NULL, 
	reason TEXT NOT NULL, 
	CONSTRAINT pk_assignments PRIMARY KEY (document_id, stage), 
	CONSTRAINT fk_assignments_document_id_documents FOREIGN KEY(document_id) REFERENCES documents (id), 
	CONSTRAINT fk_assignments_user_id_users FOREIGN KEY(user_id) REFERENCES users (id), 
	CONSTRAINT fk_assignments_assigned_by_users FOREIGN KEY(assigned_by) REFERENCES users (id)
);
CREATE TABLE audit_chains (
	office_id VARCHAR(64) NOT NULL, 
	seq INTEGER NOT NULL, 
	hash VARCHAR(64) NOT NULL, 
	CONSTRAINT pk_audit_chains PRIMARY KEY (office_id)
);
INSERT INTO "audit_chains" VALUES('*',3,'c977883502cae498828a5ffd8a44d8fdab6a38711de51ce622b8bee8503ad55d');
INSERT INTO "audit_chains" VALUES('ubnd-21484',37,'3c2dd91de29a76771c5a609a4b3f5438a097961f287acda0c243e6e1999cad78');
INSERT INTO "audit_chains" VALUES('ubnd-21484~test',2,'e248c5149ae955a2d5806047fe8295e0ae21165b8b69ce34e4d80d18b0add22c');
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
INSERT INTO "audit_events" VALUES('*',1,'2025-12-15 02:00:00.000000','019b1fbc-6900-7df4-9831-baa752a01d80','Người vận hành máy chủ','found_register',NULL,'{"operator":"019b1fbc-6900-7df4-9831-baa752a01d80"}','0000000000000000000000000000000000000000000000000000000000000000','0dc347281f321aa496b344bd2a5e402420d9363405ab7fd23750c7e6c499430c');
INSERT INTO "audit_events" VALUES('ubnd-21484',1,'2025-12-15 02:00:00.000000','019b1fbc-6900-7df4-9831-baa752a01d80','Người vận hành máy chủ','add_office',NULL,'{"abbreviation":"UBND","from":"2025-07-01","name":"Ủy ban nhân dân xã Ba Tơ","organ_code":"H48.21","parent_name":"","profile":{"place_name":"Ba Tơ"},"steps":["for_signature"],"until":null}','0000000000000000000000000000000000000000000000000000000000000000','a1a9b32623c1b35b3258d0a44e46aff4e31355b1f39357a2032d8dfacc852960');
INSERT INTO "audit_events" VALUES('ubnd-21484',2,'2025-12-15 02:00:00.000000','019b1fbc-6900-7df4-9831-baa752a01d80','Người vận hành máy chủ','add_user',NULL,'{"login":"drafter@ubnd-21484","name":"Người drafter","user":"019b1fbc-6900-7c82-b31b-9baec7f363a3"}','a1a9b32623c1b35b3258d0a44e46aff4e31355b1f39357a2032d8dfacc852960','1da90388e1489b06e95ac4b5e39cca75e318317aaa0eee776ff193231e42c247');
INSERT INTO "audit_events" VALUES('ubnd-21484',3,'2025-12-15 02:00:00.000000','019b1fbc-6900-7df4-9831-baa752a01d80','Người vận hành máy chủ','grant_role',NULL,'{"role":"drafter","user":"019b1fbc-6900-7c82-b31b-9baec7f363a3"}','1da90388e1489b06e95ac4b5e39cca75e318317aaa0eee776ff193231e42c247','9cdec562d96c1059ce3a4730dd6b221415fa9f99ecaa4a6b44b9e11119a2dec7');
INSERT INTO "audit_events" VALUES('ubnd-21484',4,'2025-12-15 02:00:00.000000','019b1fbc-6900-7df4-9831-baa752a01d80','Người vận hành máy chủ','add_user',NULL,'{"login":"records_officer@ubnd-21484","name":"Người records_officer","user":"019b1fbc-6900-7141-8875-b6476e8b773c"}','9cdec562d96c1059ce3a4730dd6b221415fa9f99ecaa4a6b44b9e11119a2dec7','867ec0ea32787bd6227a71945f476ad5471311c8f266c8f80e1fd7bb810cac5a');
INSERT INTO "audit_events" VALUES('ubnd-21484',5,'2025-12-15 02:00:00.000000','019b1fbc-6900-7df4-9831-baa752a01d80','Người vận hành máy chủ','grant_role',NULL,'{"role":"records_officer","user":"019b1fbc-6900-7141-8875-b6476e8b773c"}','867ec0ea32787bd6227a71945f476ad5471311c8f266c8f80e1fd7bb810cac5a','7aac02519522b775e90ca6aeff4020e14c17dff7d853975e317b440c67ddf856');
INSERT INTO "audit_events" VALUES('ubnd-21484',6,'2025-12-15 02:00:00.000000','019b1fbc-6900-7df4-9831-baa752a01d80','Người vận hành máy chủ','add_signer',NULL,'{"capacity":"TM","from":"2025-07-01","name":"Phạm Giang Nam","position":"Chủ tịch","signer":"019b1fbc-6900-7fe1-984d-812c0508d9ab","until":null}','7aac02519522b775e90ca6aeff4020e14c17dff7d853975e317b440c67ddf856','753475c67ad0fd0d0f917fc2ffb75fee63a64f73dfb4c67c362d4092d8900029');
INSERT INTO "audit_events" VALUES('ubnd-21484',7,'2025-12-15 02:00:00.000000','019b1fbc-6900-7df4-9831-baa752a01d80','Người vận hành máy chủ','open_series',NULL,'{"body":"","first_number":1,"is_own":true,"is_secret":false,"kinds":[],"mark":"","name":"","reason":"","series":"019b1fbc-6900-7653-984a-8906929c2883","year":2025}','753475c67ad0fd0d0f917fc2ffb75fee63a64f73dfb4c67c362d4092d8900029','4751828707190d77ca9e5d6fe732bab6b3e8ce52881d16a041d6de6f42f4f046');
INSERT INTO "audit_events" VALUES('*',2,'2025-12-15 02:00:00.000000','019b1fbc-6900-7df4-9831-baa752a01d80','Người vận hành máy chủ','publish_type',NULL,'{"sha256":"578a786ff92799b249be837b0721a56fdc2ce8c8dbe9890242e7f6670d8cb00e","slug":"ke_hoach","source":"shipped","version":"1.0.0"}','0dc347281f321aa496b344bd2a5e402420d9363405ab7fd23750c7e6c499430c','68c4498335d6174e34ef5fa711d5d95b7893b14428c0111207ec4f55de38b8c0');
INSERT INTO "audit_events" VALUES('ubnd-21484',8,'2025-12-15 02:00:00.000000','019b1fbc-6900-7df4-9831-baa752a01d80','Người vận hành máy chủ','set_office',NULL,'{"abbreviation":"UBND","from":"2025-07-01","name":"Ủy ban nhân dân xã Ba Tơ","organ_code":"H48.21","parent_name":"","profile":{"place_name":"Ba Tơ"},"steps":[],"until":null}','4751828707190d77ca9e5d6fe732bab6b3e8ce52881d16a041d6de6f42f4f046','960bb43e861bac1b9b86195cfeb4c5c5d11fc25d6b094753a432e5ee9a8d4a0c');
INSERT INTO "audit_events" VALUES('ubnd-21484',9,'2025-12-15 02:00:00.000000','019b1fbc-6900-7141-8875-b6476e8b773c','Người records_officer','issue','019b1fbc-6900-786b-a3df-dae044927bc4','{"code":"01/KH-UBND","issued_on":"2025-12-15","number":1,"proof":"5700f4566695d429dfaa6d5911f483718b446ea941d485f3b9f817c05688f04c","series":"019b1fbc-6900-7653-984a-8906929c2883","sha256":"2072a5329ed1ab102d023bbc35f15bc81b3b9d8256d5d48e25bc9bdedd137ce9","signed_on":null}','960bb43e861bac1b9b86195cfeb4c5c5d11fc25d6b094753a432e5ee9a8d4a0c','8faaa7bb60fc6bccd6dcac2be7e39e9974bd678803e02631d1dc404b54ec4d5c');
INSERT INTO "audit_events" VALUES('ubnd-21484',10,'2025-12-15 02:00:00.000000','019b1fbc-6900-7141-8875-b6476e8b773c','Người records_officer','dispatch','019b1fbc-6900-786b-a3df-dae044927bc4','{"code":"01/KH-UBND","sendings":[{"channel":"Trục liên thông","on":"2025-12-15","received_by":"Văn thư tỉnh","recipient":"UBND tỉnh Quảng Ngãi"}]}','8faaa7bb60fc6bccd6dcac2be7e39e9974bd678803e02631d1dc404b54ec4d5c','6f976604304b02d7dfa9e8ef0f0c81189ae47e578127a8780658c18ab84b043a');
INSERT INTO "audit_events" VALUES('ubnd-21484',11,'2025-12-20 02:00:00.000000','019b1fbc-6900-7141-8875-b6476e8b773c','Người records_officer','recall','019b1fbc-6900-786b-a3df-dae044927bc4','{"citation":{"code":"31/TB-UBND","issued_on":"2025-12-20","issuer":""},"code":"01/KH-UBND","reason":"Sai thẩm quyền"}','6f976604304b02d7dfa9e8ef0f0c81189ae47e578127a8780658c18ab84b043a','37f6261147176388de504ab7d5176105a01747412230bf20109f4f4c6428388b');
INSERT INTO "audit_events" VALUES('ubnd-21484',12,'2025-12-31 09:00:00.000000','019b1fbc-6900-7141-8875-b6476e8b773c','Người records_officer','close_series',NULL,'{"last_number":1,"reason":"Hết năm","series":"019b1fbc-6900-7653-984a-8906929c2883"}','37f6261147176388de504ab7d5176105a01747412230bf20109f4f4c6428388b','a75c58fc7aa937e02c5811a8b227d86ae7543762fa2e5ada695080a9a3d471fa');
INSERT INTO "audit_events" VALUES('ubnd-21484',13,'2026-01-05 02:00:00.000000','019b1fbc-6900-7141-8875-b6476e8b773c','Người records_officer','open_series',NULL,'{"body":"","first_number":1,"is_own":true,"is_secret":false,"kinds":[],"mark":"","name":"","reason":"","series":"019b8be1-f500-728e-aee8-98eb441985ae","year":2026}','a75c58fc7aa937e02c5811a8b227d86ae7543762fa2e5ada695080a9a3d471fa','5b1b6f0d3d0fa8811f22693e8c8c7bb56cd39aa6d4419ee365df5ade74c06893');
INSERT INTO "audit_events" VALUES('ubnd-21484',14,'2026-01-05 02:00:00.000000','019b1fbc-6900-7141-8875-b6476e8b773c','Người records_officer','open_series',NULL,'{"body":"","first_number":1,"is_own":true,"is_secret":true,"kinds":[],"mark":"M","name":"","reason":"","series":"019b8be1-f500-7f96-88aa-54e83f7bdaab","year":2026}','5b1b6f0d3d0fa8811f22693e8c8c7bb56cd39aa6d4419ee365df5ade74c06893','3e297bda44bd9e7854ecf90ba34ad983786894eb16e67d0b3842e07e1a48bce3');
INSERT INTO "audit_events" VALUES('ubnd-21484',15,'2026-01-05 02:00:00.000000','019b1fbc-6900-7141-8875-b6476e8b773c','Người records_officer','issue','019b8be1-f500-706f-9cb3-89e9590445c2','{"code":"01/KH-UBND","issued_on":"2026-01-05","number":1,"proof":"328b9c1a83e5f82972ccaa417647f787ad237c858c66e5e542cbb754e4a4e57f","series":"019b8be1-f500-728e-aee8-98eb441985ae","sha256":"6c714e1e6cc84f370638eec78417fc3847994b35d3dd99ab3d1461b45c750a0a","signed_on":null}','3e297bda44bd9e7854ecf90ba34ad983786894eb16e67d0b3842e07e1a48bce3','cbe46e3161bfaf50210727e1a7350cd19de98404b7eaa17f40a18a5415960bfe');
INSERT INTO "audit_events" VALUES('ubnd-21484',16,'2026-01-05 02:00:00.000000','019b1fbc-6900-7141-8875-b6476e8b773c','Người records_officer','issue','019b8be1-f500-7ca9-b6c6-63efe6d42106','{"code":"02/KH-UBND","issued_on":"2026-01-05","number":2,"proof":"e8cfc02f518f15490bb65e969bbb6ffd3936fbebc9c8ce6aa0b3d65fc820a8a0","series":"019b8be1-f500-728e-aee8-98eb441985ae","sha256":"fd773b09ba0ea92e681114804222ddc10abbc6de051809a009e2f6a3e4e2c906","signed_on":"2026-01-04"}','cbe46e3161bfaf50210727e1a7350cd19de98404b7eaa17f40a18a5415960bfe','81cf77c3d4412d378d9e340c759ffa3c410f1ed1c40307a12480b8e16f5e865e');
INSERT INTO "audit_events" VALUES('ubnd-21484',17,'2026-01-05 02:00:00.000000','019b1fbc-6900-7141-8875-b6476e8b773c','Người records_officer','void','019b8be1-f500-706f-9cb3-89e9590445c2','{"code":"01/KH-UBND","reason":"In hỏng"}','81cf77c3d4412d378d9e340c759ffa3c410f1ed1c40307a12480b8e16f5e865e','66e49f7c04f28321232365486125120a1b2201e7f32e0b4283097b3731f5de5b');
INSERT INTO "audit_events" VALUES('ubnd-21484',18,'2026-01-05 02:00:00.000000','019b1fbc-6900-7141-8875-b6476e8b773c','Người records_officer','dispatch','019b8be1-f500-7ca9-b6c6-63efe6d42106','{"code":"02/KH-UBND","sendings":[{"channel":"","on":"2026-01-05","received_by":"Bưu điện","recipient":""}]}','66e49f7c04f28321232365486125120a1b2201e7f32e0b4283097b3731f5de5b','fbedb9d763c487a16cf4453a70edb8ef42adbe50dd3f7268974a57b2e026af76');
INSERT INTO "audit_events" VALUES('ubnd-21484',19,'2026-01-05 02:00:00.000000','019b1fbc-6900-7141-8875-b6476e8b773c','Người records_officer','issue','019b8be1-f500-7cb5-9f8b-55db4de428b1','{"code":"03/KH-UBND","issued_on":"2026-01-05","number":3,"proof":"9f60bb75ade81849fc5c520718856022baf50cd451643c9094e0a895cff90237","series":"019b8be1-f500-728e-aee8-98eb441985ae","sha256":"80c0b6748275d015e5498caff44f83e923c1a5504588cd15532ecefb123af569","signed_on":null}','fbedb9d763c487a16cf4453a70edb8ef42adbe50dd3f7268974a57b2e026af76','21886934a2aa05751fefc3594999d9588b24f827f8af7f0b7ea3f557067e3199');
INSERT INTO "audit_events" VALUES('ubnd-21484',20,'2026-01-05 02:00:00.000000','019b1fbc-6900-7141-8875-b6476e8b773c','Người records_officer','record','019b8be1-f500-7eab-aa05-5fcd2bf3c4a8','{"code":"04/QĐ-UBND","issued_on":"2026-01-05","number":4,"proof":"a1941c161b698664cb3d29cba4a173c6deada0881e32114f30ca607a6d06677f","series":"019b8be1-f500-728e-aee8-98eb441985ae","sha256":["315d429b7714cedb6ad04ac31240145257692630457f3c88253c5beceac76027"]}','21886934a2aa05751fefc3594999d9588b24f827f8af7f0b7ea3f557067e3199','dc202604424f5b2d360e639483632816c1c6b6087ccae5afc9fccd3d7cc0fe7e');
INSERT INTO "audit_events" VALUES('ubnd-21484',21,'2026-01-05 02:00:00.000000','019b1fbc-6900-7141-8875-b6476e8b773c','Người records_officer','record','019b8be1-f500-7484-89df-3bb8f85d4573','{"code":"01/KH-UBND-M","issued_on":"2026-01-05","number":1,"proof":"407db211e816d60bf762d4b401987745014c420a80110a3b88149724985b7b72","series":"019b8be1-f500-7f96-88aa-54e83f7bdaab","sha256":[]}','dc202604424f5b2d360e639483632816c1c6b6087ccae5afc9fccd3d7cc0fe7e','d6eced399ac91b0dac97aa1eb2b6eed69ade6ca7a0c55d326a80c33edee5ec09');
INSERT INTO "audit_events" VALUES('ubnd-21484',22,'2026-01-05 02:00:00.000000','019b1fbc-6900-7df4-9831-baa752a01d80','Người vận hành máy chủ','set_office',NULL,'{"abbreviation":"UBND","from":"2025-07-01","name":"Ủy ban nhân dân xã Ba Tơ","organ_code":"H48.21","parent_name":"","profile":{"place_name":"Ba Tơ"},"steps":["for_signature"],"until":null}','d6eced399ac91b0dac97aa1eb2b6eed69ade6ca7a0c55d326a80c33edee5ec09','239032617aaa77b737eabd083ba4bc235fd6272244cbdb06d76e9076910873d8');
INSERT INTO "audit_events" VALUES('ubnd-21484',23,'2026-01-05 02:00:00.000000','019b1fbc-6900-7c82-b31b-9baec7f363a3','Người drafter','create_draft','019b8be1-f500-75b4-af3e-c480906b7b0c','{"kind":"KH","subject":"Thực hiện công tác dân vận chính quyền năm 2026"}','239032617aaa77b737eabd083ba4bc235fd6272244cbdb06d76e9076910873d8','053cbf69aabb10c604fa96b70544a2edabdd59d56064b85999dbbdd11288273d');
INSERT INTO "audit_events" VALUES('ubnd-21484',24,'2026-01-05 02:00:00.000000','019b1fbc-6900-7c82-b31b-9baec7f363a3','Người drafter','submit','019b8be1-f500-75b4-af3e-c480906b7b0c','{"from":"draft","to":"for_signature","version":1}','053cbf69aabb10c604fa96b70544a2edabdd59d56064b85999dbbdd11288273d','9c6313628bd5186f8e1fb0c263a8c5ef24c999f70203eb8603cb72019334ffa2');
INSERT INTO "audit_events" VALUES('ubnd-21484',25,'2026-01-05 02:00:00.000000','019b1fbc-6900-7141-8875-b6476e8b773c','Người records_officer','return','019b8be1-f500-75b4-af3e-c480906b7b0c','{"from":"for_signature","remark":"Sửa chỉ tiêu","version":1}','9c6313628bd5186f8e1fb0c263a8c5ef24c999f70203eb8603cb72019334ffa2','1f120c955e833849689f5fb8809fd42bdd5f55d8acface746e1b1da513b27bbf');
INSERT INTO "audit_events" VALUES('ubnd-21484',26,'2026-01-05 02:00:00.000000','019b1fbc-6900-7c82-b31b-9baec7f363a3','Người drafter','submit','019b8be1-f500-75b4-af3e-c480906b7b0c','{"from":"draft","to":"for_signature","version":2}','1f120c955e833849689f5fb8809fd42bdd5f55d8acface746e1b1da513b27bbf','1c4fa33a712c29b5b3e28e4925c3ef22eb4653872fa3ea65300645fb9af6ba3e');
INSERT INTO "audit_events" VALUES('ubnd-21484',27,'2026-01-05 02:00:00.000000','019b1fbc-6900-7c82-b31b-9baec7f363a3','Người drafter','put_up','019b8be1-f500-75b4-af3e-c480906b7b0c','{"context":"f0b339771c5d23130467e8aa41a6c065ec5a0893c95f6446874dd886a988db25","sha256":"fa98a02e5ca547a24780338d4b64966f3022e3a54310219f6caec0d920862ce7","state":"for_signature","version":2}','1c4fa33a712c29b5b3e28e4925c3ef22eb4653872fa3ea65300645fb9af6ba3e','677641d3368c63d1743a725a3f0ede8e233a19d468dd621cbd10b89129709308');
INSERT INTO "audit_events" VALUES('ubnd-21484',28,'2026-01-05 02:00:00.000000','019b1fbc-6900-7df4-9831-baa752a01d80','Người vận hành máy chủ','set_office',NULL,'{"abbreviation":"UBND","from":"2025-07-01","name":"Ủy ban nhân dân xã Ba Tơ","organ_code":"H48.21","parent_name":"","profile":{"place_name":"Ba Tơ"},"steps":[],"until":null}','677641d3368c63d1743a725a3f0ede8e233a19d468dd621cbd10b89129709308','3ee134ae734f32c49010d93cf26ce2bd2a1dc75ad74c651b5e0f7b269645e614');
INSERT INTO "audit_events" VALUES('ubnd-21484',29,'2026-03-05 05:00:00.000000','019b1fbc-6900-7df4-9831-baa752a01d80','Người vận hành máy chủ','add_signer',NULL,'{"capacity":"TUQ","from":"2025-07-01","name":"Trần Văn An","position":"Trưởng phòng Văn hóa - Xã hội","signer":"019cbc5d-f480-7f66-bdfc-2ea73a5946a1","until":null}','3ee134ae734f32c49010d93cf26ce2bd2a1dc75ad74c651b5e0f7b269645e614','1f9853c790cca602bc3809bf2768af92da227818b2c6d54df7ff47997d1653c6');
INSERT INTO "audit_events" VALUES('ubnd-21484',30,'2026-03-05 05:00:00.000000','019b1fbc-6900-7df4-9831-baa752a01d80','Người vận hành máy chủ','open_series',NULL,'{"body":"BCĐ","first_number":1,"is_own":true,"is_secret":false,"kinds":["TB"],"last_date":null,"mark":"","name":"","reason":"","series":"019cbc5d-f480-7eaa-aaee-76e2b74484be","year":2026}','1f9853c790cca602bc3809bf2768af92da227818b2c6d54df7ff47997d1653c6','956e9f235cdb0a6d354c84f4007147c412cd6649a9e28eadcaaec1b230cb4bcb');
INSERT INTO "audit_events" VALUES('ubnd-21484',31,'2026-03-05 05:00:00.000000','019b1fbc-6900-7df4-9831-baa752a01d80','Người vận hành máy chủ','restore',NULL,'{"series":["019b8be1-f500-728e-aee8-98eb441985ae","019b8be1-f500-7f96-88aa-54e83f7bdaab","019cbc5d-f480-7eaa-aaee-76e2b74484be"]}','956e9f235cdb0a6d354c84f4007147c412cd6649a9e28eadcaaec1b230cb4bcb','35b8234f3e5bab8cac70efefd9de9fccadaf7be69fbc76a4c33d675eb62a79d9');
INSERT INTO "audit_events" VALUES('*',3,'2026-03-05 05:00:00.000000','019b1fbc-6900-7df4-9831-baa752a01d80','Người vận hành máy chủ','restore',NULL,'{"series":3}','68c4498335d6174e34ef5fa711d5d95b7893b14428c0111207ec4f55de38b8c0','c977883502cae498828a5ffd8a44d8fdab6a38711de51ce622b8bee8503ad55d');
INSERT INTO "audit_events" VALUES('ubnd-21484',32,'2026-03-05 05:00:00.000000','019b1fbc-6900-7df4-9831-baa752a01d80','Người vận hành máy chủ','confirm_series',NULL,'{"confirmed":4,"last_date":"2026-01-05","reason":"","series":"019b8be1-f500-728e-aee8-98eb441985ae","stored":4}','35b8234f3e5bab8cac70efefd9de9fccadaf7be69fbc76a4c33d675eb62a79d9','20956ebba614477ff07fd8d1302a221380fb6beb7744d90519a1487be7f8bfaf');
INSERT INTO "audit_events" VALUES('ubnd-21484',33,'2026-03-05 05:00:00.000000','019b1fbc-6900-7df4-9831-baa752a01d80','Người vận hành máy chủ','confirm_series',NULL,'{"confirmed":1,"last_date":"2026-01-05","reason":"","series":"019b8be1-f500-7f96-88aa-54e83f7bdaab","stored":1}','20956ebba614477ff07fd8d1302a221380fb6beb7744d90519a1487be7f8bfaf','971372a2c69610f5da771f3ec1afb2381a5ec54c787b01b127030395ef6fc60f');
INSERT INTO "audit_events" VALUES('ubnd-21484',34,'2026-03-05 05:00:00.000000','019b1fbc-6900-7df4-9831-baa752a01d80','Người vận hành máy chủ','confirm_series',NULL,'{"confirmed":2,"last_date":"2026-03-04","reason":"Theo văn bản đã phát hành","series":"019cbc5d-f480-7eaa-aaee-76e2b74484be","stored":0}','971372a2c69610f5da771f3ec1afb2381a5ec54c787b01b127030395ef6fc60f','e8702ab18bcab2517f58eee9db133a2f453f6e6c2e107981b7d1481893dfa1d1');
INSERT INTO "audit_events" VALUES('ubnd-21484',35,'2026-03-05 05:00:00.000000','019b1fbc-6900-7df4-9831-baa752a01d80','Người vận hành máy chủ','create_draft','019cbc5d-f480-7f91-8541-22c54b283d0d','{"kind":"KH","subject":"Chuyển đổi số năm 2026"}','e8702ab18bcab2517f58eee9db133a2f453f6e6c2e107981b7d1481893dfa1d1','e0c1886b57edd729d23f8043988cdbbdde757d457f85901486b4b597fdb2a33b');
INSERT INTO "audit_events" VALUES('ubnd-21484',36,'2026-03-05 05:00:00.000000','019b1fbc-6900-7df4-9831-baa752a01d80','Người vận hành máy chủ','keep_version','019cbc5d-f480-7f91-8541-22c54b283d0d','{"input":{"sha256":"94aa59a8e9d15f982a538a786ed707b8e1e174190ae50874d6e4bdcc9d4f8659","version":1},"label":"Lần một"}','e0c1886b57edd729d23f8043988cdbbdde757d457f85901486b4b597fdb2a33b','00f1bdb186c485263f4230bc44a5b9c4a69248ec22d9a1b7a6fbe672ffb012fd');
INSERT INTO "audit_events" VALUES('ubnd-21484',37,'2026-03-05 05:00:00.000000','019b1fbc-6900-7df4-9831-baa752a01d80','Người vận hành máy chủ','remark','019cbc5d-f480-7f91-8541-22c54b283d0d','{"body":"Bổ sung chỉ tiêu","path":"","remark":"kkkkkkkkkkkkkkkk","version":2}','00f1bdb186c485263f4230bc44a5b9c4a69248ec22d9a1b7a6fbe672ffb012fd','3c2dd91de29a76771c5a609a4b3f5438a097961f287acda0c243e6e1999cad78');
INSERT INTO "audit_events" VALUES('ubnd-21484~test',1,'2026-03-05 05:00:00.000000','019b1fbc-6900-7df4-9831-baa752a01d80','Người vận hành máy chủ','open_sandbox',NULL,'{"sandbox_of":"ubnd-21484"}','0000000000000000000000000000000000000000000000000000000000000000','d8aa2cc5ec26e10ab9937e9f8428cc11958aa0ef7b4fc4b376783a7e5754e3e3');
INSERT INTO "audit_events" VALUES('ubnd-21484~test',2,'2026-03-05 05:00:00.000000','019b1fbc-6900-7df4-9831-baa752a01d80','Người vận hành máy chủ','open_series',NULL,'{"body":"","first_number":1,"is_own":true,"is_secret":false,"kinds":[],"last_date":null,"mark":"","name":"","reason":"","series":"019cbc5d-f480-7c9e-87bd-4141f92c7a13","year":2026}','d8aa2cc5ec26e10ab9937e9f8428cc11958aa0ef7b4fc4b376783a7e5754e3e3','e248c5149ae955a2d5806047fe8295e0ae21165b8b69ce34e4d80d18b0add22c');
CREATE TABLE batch_items (
	batch_id VARCHAR(36) NOT NULL, 
	number INTEGER NOT NULL, 
	line INTEGER NOT NULL, 
	unit_id VARCHAR(64) NOT NULL, 
	unit_name TEXT NOT NULL, 
	office_id VARCHAR(64) NOT NULL, 
	signer_name TEXT NOT NULL, 
	state VARCHAR(16) NOT NULL, 
	step VARCHAR(8) NOT NULL, 
	attempts INTEGER NOT NULL, 
	worker VARCHAR(64) NOT NULL, 
	lease_until DATETIME, 
	encoding VARCHAR(8) NOT NULL, 
	input BLOB NOT NULL, 
	questions JSON NOT NULL, 
	made BLOB, 
	issued_on DATE, 
	document_id VARCHAR(36), 
	content_sha256 VARCHAR(64), 
	error_code TEXT NOT NULL, 
	error TEXT NOT NULL, 
	changed_at DATETIME NOT NULL, 
	CONSTRAINT pk_batch_items PRIMARY KEY (batch_id, number), 
	CONSTRAINT fk_batch_items_batch_id FOREIGN KEY(batch_id) REFERENCES batches (id), 
	CONSTRAINT fk_batch_items_content_sha256 FOREIGN KEY(content_sha256) REFERENCES blobs (sha256), 
	CONSTRAINT fk_batch_items_document_id FOREIGN KEY(document_id) REFERENCES documents (id)
);
CREATE TABLE batch_preparations (
	id VARCHAR(36) NOT NULL, 
	office_id VARCHAR(64) NOT NULL, 
	type_slug VARCHAR(64) NOT NULL, 
	way VARCHAR(16) NOT NULL, 
	intent VARCHAR(16) NOT NULL, 
	valid_only BOOLEAN NOT NULL, 
	issued_on DATE, 
	"plan" BLOB NOT NULL, 
	plan_name TEXT NOT NULL, 
	table_name TEXT NOT NULL, 
	"table" BLOB, 
	mends JSON NOT NULL, 
	acknowledged JSON NOT NULL, 
	report JSON, 
	created_by VARCHAR(36) NOT NULL, 
	created_at DATETIME NOT NULL, 
	changed_at DATETIME NOT NULL, 
	claimed_at DATETIME, 
	batch_id VARCHAR(36), 
	CONSTRAINT pk_batch_preparations PRIMARY KEY (id), 
	CONSTRAINT fk_batch_preparations_batch_id FOREIGN KEY(batch_id) REFERENCES batches (id), 
	CONSTRAINT fk_batch_preparations_created_by FOREIGN KEY(created_by) REFERENCES users (id), 
	CONSTRAINT fk_batch_preparations_office_id FOREIGN KEY(office_id) REFERENCES offices (id)
);
CREATE TABLE batches (
	id VARCHAR(36) NOT NULL, 
	office_id VARCHAR(64) NOT NULL, 
	type_slug VARCHAR(64) NOT NULL, 
	subject TEXT NOT NULL, 
	way VARCHAR(16) NOT NULL, 
	intent VARCHAR(16) NOT NULL, 
	merge VARCHAR(8) NOT NULL, 
	state VARCHAR(16) NOT NULL, 
	total INTEGER NOT NULL, 
	acknowledged JSON NOT NULL, 
	trouble TEXT NOT NULL, 
	created_by VARCHAR(36) NOT NULL, 
	numbered_by VARCHAR(36), 
	created_at DATETIME NOT NULL, 
	loaded_at DATETIME, 
	began_at DATETIME NOT NULL, 
	finished_at DATETIME, 
	CONSTRAINT pk_batches PRIMARY KEY (id), 
	CONSTRAINT fk_batches_created_by FOREIGN KEY(created_by) REFERENCES users (id), 
	CONSTRAINT fk_batches_numbered_by FOREIGN KEY(numbered_by) REFERENCES users (id), 
	CONSTRAINT fk_batches_office_id FOREIGN KEY(office_id) REFERENCES offices (id)
);
CREATE TABLE blobs (
	sha256 VARCHAR(64) NOT NULL, 
	size INTEGER NOT NULL, 
	encoding VARCHAR(8) NOT NULL, 
	content BLOB NOT NULL, 
	CONSTRAINT pk_blobs PRIMARY KEY (sha256)
);
INSERT INTO "blobs" VALUES('e7209ab0ec77f1d5ff71b8376baec257c2948cf7f210e89ab0d0590aec5efa89',11,'raw',X'504B2074656D706C617465');
INSERT INTO "blobs" VALUES('1543ab98b9f9ac8d4aad61b4e500624f9bcb73c31777fe5269819fc9dde70a6d',15,'raw',X'736C75673A206B655F686F6163680A');
INSERT INTO "blobs" VALUES('48df91bdb24e26c7a40219d12f9409ae6702ecf235105de0739f4e508ca2c214',840,'zlib',X'789CAB564ACE4F4955B2523230D4F7F6D00D75F27351AAAD1E151C151C1524451000D673E831');
INSERT INTO "blobs" VALUES('2072a5329ed1ab102d023bbc35f15bc81b3b9d8256d5d48e25bc9bdedd137ce9',23,'raw',X'504B323032352D31322D31352030312F4B482D55424E44');
INSERT INTO "blobs" VALUES('6c714e1e6cc84f370638eec78417fc3847994b35d3dd99ab3d1461b45c750a0a',23,'raw',X'504B323032362D30312D30352030312F4B482D55424E44');
INSERT INTO "blobs" VALUES('da748f4da10730c09fe3ae2e11a3108b33b0fbf8a4744f8f7a8350e171cca642',840,'zlib',X'789CAB564ACE4F4955B2523230D2F7F6D00D75F27351AAAD1E151C151C15244510001836E859');
INSERT INTO "blobs" VALUES('fd773b09ba0ea92e681114804222ddc10abbc6de051809a009e2f6a3e4e2c906',23,'raw',X'504B323032362D30312D30352030322F4B482D55424E44');
INSERT INTO "blobs" VALUES('9daf2f6c6a77b280b0d669587ea74f30d948ab337197cd85f24e9d31ef17beed',13,'raw',X'255044462D312E37207363616E');
INSERT INTO "blobs" VALUES('139eceab9df565077787ff0712582d437c5d5c323cf204bff87dbca3f92a9683',840,'zlib',X'789CAB564ACE4F4955B2523230D6F7F6D00D75F27351AAAD1E151C151C152445100059EAE881');
INSERT INTO "blobs" VALUES('80c0b6748275d015e5498caff44f83e923c1a5504588cd15532ecefb123af569',23,'raw',X'504B323032362D30312D30352030332F4B482D55424E44');
INSERT INTO "blobs" VALUES('315d429b7714cedb6ad04ac31240145257692630457f3c88253c5beceac76027',4,'raw',X'25504446');
INSERT INTO "blobs" VALUES('fa98a02e5ca547a24780338d4b64966f3022e3a54310219f6caec0d920862ce7',11,'raw',X'504B207472696E68206B79');
INSERT INTO "blobs" VALUES('f0b339771c5d23130467e8aa41a6c065ec5a0893c95f6446874dd886a988db25',360,'zlib',X'789CAB564A2B4ACC4D55B2AAAEADAD1E65D38C0D008468862F');
CREATE TABLE checked_files (
	id VARCHAR(36) NOT NULL, 
	office_id VARCHAR(64) NOT NULL, 
	user_id VARCHAR(36), 
	report JSON NOT NULL, 
	name TEXT NOT NULL, 
	content BLOB, 
	sent BLOB, 
	made_at DATETIME NOT NULL, 
	CONSTRAINT pk_checked_files PRIMARY KEY (id), 
	CONSTRAINT fk_checked_files_office_id FOREIGN KEY(office_id) REFERENCES offices (id)
);
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
INSERT INTO "dispatches" VALUES('019b1fbc-6900-786b-a3df-dae044927bc4',1,'2025-12-15','UBND tỉnh Quảng Ngãi','Trục liên thông','Văn thư tỉnh','019b1fbc-6900-7141-8875-b6476e8b773c','2025-12-15 02:00:00.000000');
INSERT INTO "dispatches" VALUES('019b8be1-f500-7ca9-b6c6-63efe6d42106',1,'2026-01-05','','','Bưu điện','019b1fbc-6900-7141-8875-b6476e8b773c','2026-01-05 02:00:00.000000');
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
INSERT INTO "document_versions" VALUES('019b1fbc-6900-786b-a3df-dae044927bc4',1,'Thực hiện công tác dân vận chính quyền năm 2025','raw',X'7B226F626A65637469766573223A5B2278225D7D','be09ae91f4ce95d3c90fb2c56caed451b39a62512126c1d9a1a9459b7f103104','','','019b1fbc-6900-7141-8875-b6476e8b773c','2025-12-15 02:00:00.000000');
INSERT INTO "document_versions" VALUES('019b8be1-f500-706f-9cb3-89e9590445c2',1,'Thực hiện công tác dân vận chính quyền năm 2026','raw',X'7B226F626A65637469766573223A5B2278225D7D','be09ae91f4ce95d3c90fb2c56caed451b39a62512126c1d9a1a9459b7f103104','','','019b1fbc-6900-7141-8875-b6476e8b773c','2026-01-05 02:00:00.000000');
INSERT INTO "document_versions" VALUES('019b8be1-f500-7ca9-b6c6-63efe6d42106',1,'Thực hiện công tác dân vận chính quyền năm 2026','raw',X'7B226F626A65637469766573223A5B2278225D7D','be09ae91f4ce95d3c90fb2c56caed451b39a62512126c1d9a1a9459b7f103104','','','019b1fbc-6900-7141-8875-b6476e8b773c','2026-01-05 02:00:00.000000');
INSERT INTO "document_versions" VALUES('019b8be1-f500-7cb5-9f8b-55db4de428b1',1,'Thực hiện công tác dân vận chính quyền năm 2026','raw',X'7B226F626A65637469766573223A5B2278225D7D','be09ae91f4ce95d3c90fb2c56caed451b39a62512126c1d9a1a9459b7f103104','','','019b1fbc-6900-7141-8875-b6476e8b773c','2026-01-05 02:00:00.000000');
INSERT INTO "document_versions" VALUES('019b8be1-f500-75b4-af3e-c480906b7b0c',1,'Thực hiện công tác dân vận chính quyền năm 2026','raw',X'7B226F626A65637469766573223A5B2278225D7D','be09ae91f4ce95d3c90fb2c56caed451b39a62512126c1d9a1a9459b7f103104','','','019b1fbc-6900-7c82-b31b-9baec7f363a3','2026-01-05 02:00:00.000000');
INSERT INTO "document_versions" VALUES('019b8be1-f500-75b4-af3e-c480906b7b0c',2,'Thực hiện công tác dân vận chính quyền năm 2026','raw',X'7B226F626A65637469766573223A5B2278225D7D','be09ae91f4ce95d3c90fb2c56caed451b39a62512126c1d9a1a9459b7f103104','','Sửa chỉ tiêu','019b1fbc-6900-7141-8875-b6476e8b773c','2026-01-05 02:00:00.000000');
INSERT INTO "document_versions" VALUES('019cbc5d-f480-7f91-8541-22c54b283d0d',1,'Chuyển đổi số năm 2026','raw',X'7B226F626A65637469766573223A5B2279225D7D','94aa59a8e9d15f982a538a786ed707b8e1e174190ae50874d6e4bdcc9d4f8659','Lần một','','019b1fbc-6900-7df4-9831-baa752a01d80','2026-03-05 05:00:00.000000');
INSERT INTO "document_versions" VALUES('019cbc5d-f480-7f91-8541-22c54b283d0d',2,'Chuyển đổi số năm 2026','raw',X'7B226F626A65637469766573223A5B2279225D7D','94aa59a8e9d15f982a538a786ed707b8e1e174190ae50874d6e4bdcc9d4f8659','','','019b1fbc-6900-7df4-9831-baa752a01d80','2026-03-05 05:00:00.000000');
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
INSERT INTO "documents" VALUES(1,'019b1fbc-6900-786b-a3df-dae044927bc4','ubnd-21484','service','recalled',1,NULL,'KH','Kế hoạch','Thực hiện công tác dân vận chính quyền năm 2025','KH-UBND','',0,'019b1fbc-6900-7fe1-984d-812c0508d9ab','Phạm Giang Nam','Chủ tịch','TM','[{"name": "UBND t\u1ec9nh Qu\u1ea3ng Ng\u00e3i", "purpose": "b/c\u00e1o", "members": 1, "copies": null, "channel": "giay"}, {"name": "C\u00e1c th\u00f4n", "purpose": "", "members": 9, "copies": 1, "channel": "dien_tu"}]','VT, VHXH',11,NULL,'',NULL,'Tiếng Việt',NULL,'','','ke_hoach','1.0.0','578a786ff92799b249be837b0721a56fdc2ce8c8dbe9890242e7f6670d8cb00e','019b1fbc-6900-7653-984a-8906929c2883',2025,1,'KH-UBND','01/KH-UBND',NULL,'2025-12-15','2025-12-15 02:00:00.000000','019b1fbc-6900-7141-8875-b6476e8b773c','be09ae91f4ce95d3c90fb2c56caed451b39a62512126c1d9a1a9459b7f103104','48df91bdb24e26c7a40219d12f9409ae6702ecf235105de0739f4e508ca2c214','7777777777777777777777777777777777777777777777777777777777777777','2072a5329ed1ab102d023bbc35f15bc81b3b9d8256d5d48e25bc9bdedd137ce9','0.1.0','[{"code": "page-size", "severity": "error"}]','Sai thẩm quyền','{"code": "31/TB-UBND", "issued_on": "2025-12-20", "issuer": ""}','019b1fbc-6900-7141-8875-b6476e8b773c','2025-12-15 02:00:00.000000','2025-12-20 02:00:00.000000','thuc hien cong tac dan van chinh quyen nam 2025 ke hoach kh 01 ubnd 1 pham giang tinh quang ngai cac thon');
INSERT INTO "documents" VALUES(2,'019b8be1-f500-706f-9cb3-89e9590445c2','ubnd-21484','service','voided',1,NULL,'KH','Kế hoạch','Thực hiện công tác dân vận chính quyền năm 2026','KH-UBND','',0,'019b1fbc-6900-7fe1-984d-812c0508d9ab','Phạm Giang Nam','Chủ tịch','TM','[{"name": "UBND t\u1ec9nh Qu\u1ea3ng Ng\u00e3i", "purpose": "b/c\u00e1o", "members": 1, "copies": null, "channel": "giay"}, {"name": "C\u00e1c th\u00f4n", "purpose": "", "members": 9, "copies": 1, "channel": "dien_tu"}]','VT, VHXH',11,NULL,'',NULL,'Tiếng Việt',NULL,'','','ke_hoach','1.0.0','578a786ff92799b249be837b0721a56fdc2ce8c8dbe9890242e7f6670d8cb00e','019b8be1-f500-728e-aee8-98eb441985ae',2026,1,'KH-UBND','01/KH-UBND',NULL,'2026-01-05','2026-01-05 02:00:00.000000','019b1fbc-6900-7141-8875-b6476e8b773c','be09ae91f4ce95d3c90fb2c56caed451b39a62512126c1d9a1a9459b7f103104','48df91bdb24e26c7a40219d12f9409ae6702ecf235105de0739f4e508ca2c214','7777777777777777777777777777777777777777777777777777777777777777','6c714e1e6cc84f370638eec78417fc3847994b35d3dd99ab3d1461b45c750a0a','0.1.0','[{"code": "page-size", "severity": "error"}]','In hỏng',NULL,'019b1fbc-6900-7141-8875-b6476e8b773c','2026-01-05 02:00:00.000000','2026-01-05 02:00:00.000000','thuc hien cong tac dan van chinh quyen nam 2026 ke hoach kh 01 ubnd 1 pham giang tinh quang ngai cac thon');
INSERT INTO "documents" VALUES(3,'019b8be1-f500-7ca9-b6c6-63efe6d42106','ubnd-21484','service','dispatched',1,NULL,'KH','Kế hoạch','Thực hiện công tác dân vận chính quyền năm 2026','KH-UBND','',0,'019b1fbc-6900-7fe1-984d-812c0508d9ab','Phạm Giang Nam','Chủ tịch','TM','[{"name": "UBND t\u1ec9nh Qu\u1ea3ng Ng\u00e3i", "purpose": "b/c\u00e1o", "members": 1, "copies": null, "channel": "giay"}, {"name": "C\u00e1c th\u00f4n", "purpose": "", "members": 9, "copies": 1, "channel": "dien_tu"}]','VT, VHXH',11,NULL,'',NULL,'Tiếng Việt',NULL,'','','ke_hoach','1.0.0','578a786ff92799b249be837b0721a56fdc2ce8c8dbe9890242e7f6670d8cb00e','019b8be1-f500-728e-aee8-98eb441985ae',2026,2,'KH-UBND','02/KH-UBND','2026-01-04','2026-01-05','2026-01-05 02:00:00.000000','019b1fbc-6900-7141-8875-b6476e8b773c','be09ae91f4ce95d3c90fb2c56caed451b39a62512126c1d9a1a9459b7f103104','da748f4da10730c09fe3ae2e11a3108b33b0fbf8a4744f8f7a8350e171cca642','7777777777777777777777777777777777777777777777777777777777777777','fd773b09ba0ea92e681114804222ddc10abbc6de051809a009e2f6a3e4e2c906','0.1.0','[{"code": "page-size", "severity": "error"}]','',NULL,'019b1fbc-6900-7141-8875-b6476e8b773c','2026-01-05 02:00:00.000000','2026-01-05 02:00:00.000000','thuc hien cong tac dan van chinh quyen nam 2026 ke hoach kh 02 ubnd 2 pham giang tinh quang ngai cac thon');
INSERT INTO "documents" VALUES(4,'019b8be1-f500-7cb5-9f8b-55db4de428b1','ubnd-21484','service','issued',1,NULL,'KH','Kế hoạch','Thực hiện công tác dân vận chính quyền năm 2026','KH-UBND','',0,'019b1fbc-6900-7fe1-984d-812c0508d9ab','Phạm Giang Nam','Chủ tịch','TM','[{"name": "UBND t\u1ec9nh Qu\u1ea3ng Ng\u00e3i", "purpose": "b/c\u00e1o", "members": 1, "copies": null, "channel": "giay"}, {"name": "C\u00e1c th\u00f4n", "purpose": "", "members": 9, "copies": 1, "channel": "dien_tu"}]','VT, VHXH',11,NULL,'',NULL,'Tiếng Việt',NULL,'','','ke_hoach','1.0.0','578a786ff92799b249be837b0721a56fdc2ce8c8dbe9890242e7f6670d8cb00e','019b8be1-f500-728e-aee8-98eb441985ae',2026,3,'KH-UBND','03/KH-UBND',NULL,'2026-01-05','2026-01-05 02:00:00.000000','019b1fbc-6900-7141-8875-b6476e8b773c','be09ae91f4ce95d3c90fb2c56caed451b39a62512126c1d9a1a9459b7f103104','139eceab9df565077787ff0712582d437c5d5c323cf204bff87dbca3f92a9683','7777777777777777777777777777777777777777777777777777777777777777','80c0b6748275d015e5498caff44f83e923c1a5504588cd15532ecefb123af569','0.1.0','[{"code": "page-size", "severity": "error"}]','',NULL,'019b1fbc-6900-7141-8875-b6476e8b773c','2026-01-05 02:00:00.000000','2026-01-05 02:00:00.000000','thuc hien cong tac dan van chinh quyen nam 2026 ke hoach kh 03 ubnd 3 pham giang tinh quang ngai cac thon');
INSERT INTO "documents" VALUES(5,'019b8be1-f500-7eab-aa05-5fcd2bf3c4a8','ubnd-21484','record','issued',1,NULL,'QĐ','Quyết định','Thành lập tổ công tác','QĐ-UBND','',0,'019b1fbc-6900-7fe1-984d-812c0508d9ab','Phạm Giang Nam','Chủ tịch','TM','[{"name": "UBND t\u1ec9nh Qu\u1ea3ng Ng\u00e3i", "purpose": "b/c\u00e1o", "members": 1, "copies": null, "channel": "giay"}, {"name": "C\u00e1c th\u00f4n", "purpose": "", "members": 9, "copies": 1, "channel": "dien_tu"}]','VT, VHXH',11,NULL,'',NULL,'Tiếng Việt',NULL,'','',NULL,NULL,NULL,'019b8be1-f500-728e-aee8-98eb441985ae',2026,4,'QĐ-UBND','04/QĐ-UBND',NULL,'2026-01-05','2026-01-05 02:00:00.000000','019b1fbc-6900-7141-8875-b6476e8b773c',NULL,NULL,NULL,NULL,NULL,'[]','',NULL,'019b1fbc-6900-7141-8875-b6476e8b773c','2026-01-05 02:00:00.000000','2026-01-05 02:00:00.000000','thanh lap to cong tac quyet dinh qd 04 ubnd 4 pham giang nam tinh quang ngai cac thon');
INSERT INTO "documents" VALUES(6,'019b8be1-f500-7484-89df-3bb8f85d4573','ubnd-21484','record','issued',1,NULL,'KH','Kế hoạch','Phương án bảo vệ','KH-UBND','',1,'019b1fbc-6900-7fe1-984d-812c0508d9ab','Phạm Giang Nam','Chủ tịch','TM','[{"name": "UBND t\u1ec9nh Qu\u1ea3ng Ng\u00e3i", "purpose": "b/c\u00e1o", "members": 1, "copies": null, "channel": "giay"}, {"name": "C\u00e1c th\u00f4n", "purpose": "", "members": 9, "copies": 1, "channel": "dien_tu"}]','VT, VHXH',11,NULL,'',NULL,'Tiếng Việt',NULL,'','',NULL,NULL,NULL,'019b8be1-f500-7f96-88aa-54e83f7bdaab',2026,1,'KH-UBND-M','01/KH-UBND-M',NULL,'2026-01-05','2026-01-05 02:00:00.000000','019b1fbc-6900-7141-8875-b6476e8b773c',NULL,NULL,NULL,NULL,NULL,'[]','',NULL,'019b1fbc-6900-7141-8875-b6476e8b773c','2026-01-05 02:00:00.000000','2026-01-05 02:00:00.000000','phuong an bao ve ke hoach kh 01 ubnd m 1 pham giang nam tinh quang ngai cac thon');
INSERT INTO "documents" VALUES(7,'019b8be1-f500-75b4-af3e-c480906b7b0c','ubnd-21484','service','for_signature',2,NULL,'KH','Kế hoạch','Thực hiện công tác dân vận chính quyền năm 2026','KH-UBND','',0,'019b1fbc-6900-7fe1-984d-812c0508d9ab','Phạm Giang Nam','Chủ tịch','TM','[{"name": "UBND t\u1ec9nh Qu\u1ea3ng Ng\u00e3i", "purpose": "b/c\u00e1o", "members": 1, "copies": null, "channel": "giay"}, {"name": "C\u00e1c th\u00f4n", "purpose": "", "members": 9, "copies": 1, "channel": "dien_tu"}]','VT, VHXH',11,NULL,'',NULL,'Tiếng Việt',NULL,'','','ke_hoach','1.0.0','578a786ff92799b249be837b0721a56fdc2ce8c8dbe9890242e7f6670d8cb00e',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'f0b339771c5d23130467e8aa41a6c065ec5a0893c95f6446874dd886a988db25','7777777777777777777777777777777777777777777777777777777777777777','fa98a02e5ca547a24780338d4b64966f3022e3a54310219f6caec0d920862ce7','0.1.0','[]','',NULL,'019b1fbc-6900-7c82-b31b-9baec7f363a3','2026-01-05 02:00:00.000000','2026-01-05 02:00:00.000000','thuc hien cong tac dan van chinh quyen nam 2026 ke hoach kh ubnd pham giang tinh quang ngai cac thon');
INSERT INTO "documents" VALUES(8,'019cbc5d-f480-7f91-8541-22c54b283d0d','ubnd-21484','service','draft',2,NULL,'KH','Kế hoạch','Chuyển đổi số năm 2026','KH-UBND','',0,NULL,'Phạm Giang Nam','Chủ tịch','TM','[]','VT',1,NULL,'',NULL,'Tiếng Việt',NULL,'','',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'[]','',NULL,'019b1fbc-6900-7df4-9831-baa752a01d80','2026-03-05 05:00:00.000000','2026-03-05 05:00:00.000000','chuyen doi so nam 2026 ke hoach kh ubnd pham giang');
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
INSERT INTO "files" VALUES('019b1fbc-6900-786b-a3df-dae044927bc4',1,'rendered','2072a5329ed1ab102d023bbc35f15bc81b3b9d8256d5d48e25bc9bdedd137ce9',23,'01.docx','application/vnd.openxmlformats-officedocument.wordprocessingml.document','019b1fbc-6900-7141-8875-b6476e8b773c','2025-12-15 02:00:00.000000');
INSERT INTO "files" VALUES('019b8be1-f500-706f-9cb3-89e9590445c2',1,'rendered','6c714e1e6cc84f370638eec78417fc3847994b35d3dd99ab3d1461b45c750a0a',23,'01.docx','application/vnd.openxmlformats-officedocument.wordprocessingml.document','019b1fbc-6900-7141-8875-b6476e8b773c','2026-01-05 02:00:00.000000');
INSERT INTO "files" VALUES('019b8be1-f500-7ca9-b6c6-63efe6d42106',1,'rendered','fd773b09ba0ea92e681114804222ddc10abbc6de051809a009e2f6a3e4e2c906',23,'02.docx','application/vnd.openxmlformats-officedocument.wordprocessingml.document','019b1fbc-6900-7141-8875-b6476e8b773c','2026-01-05 02:00:00.000000');
INSERT INTO "files" VALUES('019b8be1-f500-7ca9-b6c6-63efe6d42106',2,'signed_scan','9daf2f6c6a77b280b0d669587ea74f30d948ab337197cd85f24e9d31ef17beed',13,'02.pdf','application/pdf','019b1fbc-6900-7141-8875-b6476e8b773c','2026-01-05 02:00:00.000000');
INSERT INTO "files" VALUES('019b8be1-f500-7cb5-9f8b-55db4de428b1',1,'rendered','80c0b6748275d015e5498caff44f83e923c1a5504588cd15532ecefb123af569',23,'03.docx','application/vnd.openxmlformats-officedocument.wordprocessingml.document','019b1fbc-6900-7141-8875-b6476e8b773c','2026-01-05 02:00:00.000000');
INSERT INTO "files" VALUES('019b8be1-f500-7eab-aa05-5fcd2bf3c4a8',1,'record','315d429b7714cedb6ad04ac31240145257692630457f3c88253c5beceac76027',4,'qd.pdf','application/pdf','019b1fbc-6900-7141-8875-b6476e8b773c','2026-01-05 02:00:00.000000');
INSERT INTO "files" VALUES('019b8be1-f500-75b4-af3e-c480906b7b0c',1,'rendered','fa98a02e5ca547a24780338d4b64966f3022e3a54310219f6caec0d920862ce7',11,'KH-UBND_trinh-ky_2.docx','application/vnd.openxmlformats-officedocument.wordprocessingml.document','019b1fbc-6900-7c82-b31b-9baec7f363a3','2026-01-05 02:00:00.000000');
CREATE TABLE grants (
	user_id VARCHAR(36) NOT NULL, 
	office_id VARCHAR(64) NOT NULL, 
	role VARCHAR(32) NOT NULL, 
	CONSTRAINT pk_grants PRIMARY KEY (user_id, office_id, role), 
	CONSTRAINT fk_grants_office_id FOREIGN KEY(office_id) REFERENCES offices (id), 
	CONSTRAINT fk_grants_user_id FOREIGN KEY(user_id) REFERENCES users (id)
);
INSERT INTO "grants" VALUES('019b1fbc-6900-7c82-b31b-9baec7f363a3','ubnd-21484','drafter');
INSERT INTO "grants" VALUES('019b1fbc-6900-7141-8875-b6476e8b773c','ubnd-21484','records_officer');
INSERT INTO "grants" VALUES('019b1fbc-6900-7141-8875-b6476e8b773c','ubnd-21484~test','records_officer');
INSERT INTO "grants" VALUES('019b1fbc-6900-7c82-b31b-9baec7f363a3','ubnd-21484~test','drafter');
CREATE TABLE idempotency_keys (
	office_id VARCHAR(64) NOT NULL, 
	"key" VARCHAR(200) NOT NULL, 
	document_id VARCHAR(36) NOT NULL, 
	fingerprint VARCHAR(64) NOT NULL, 
	CONSTRAINT pk_idempotency_keys PRIMARY KEY (office_id, "key"), 
	CONSTRAINT fk_idempotency_keys_document_id FOREIGN KEY(document_id) REFERENCES documents (id), 
	CONSTRAINT fk_idempotency_keys_office_id FOREIGN KEY(office_id) REFERENCES offices (id)
);
INSERT INTO "idempotency_keys" VALUES('ubnd-21484','k0','019b8be1-f500-706f-9cb3-89e9590445c2','fcd4c1d9d0dd2012554ef2c66938aa5d879aa34ea1e4418f50e52fa2c39fe3a8');
INSERT INTO "idempotency_keys" VALUES('ubnd-21484','k1','019b8be1-f500-7ca9-b6c6-63efe6d42106','fcd4c1d9d0dd2012554ef2c66938aa5d879aa34ea1e4418f50e52fa2c39fe3a8');
INSERT INTO "idempotency_keys" VALUES('ubnd-21484','k2','019b8be1-f500-7cb5-9f8b-55db4de428b1','fcd4c1d9d0dd2012554ef2c66938aa5d879aa34ea1e4418f50e52fa2c39fe3a8');
CREATE TABLE kept_answers (
	office_id VARCHAR(64) NOT NULL, 
	route VARCHAR(100) NOT NULL, 
	"key" VARCHAR(200) NOT NULL, 
	fingerprint VARCHAR(64) NOT NULL, 
	begun_at DATETIME NOT NULL, 
	status INTEGER, 
	headers JSON, 
	body BLOB, 
	document_id VARCHAR(36), 
	CONSTRAINT pk_kept_answers PRIMARY KEY (office_id, route, "key"), 
	CONSTRAINT fk_kept_answers_office_id FOREIGN KEY(office_id) REFERENCES offices (id)
);
CREATE TABLE login_failures (
	login VARCHAR(64) NOT NULL, 
	address VARCHAR(64) NOT NULL, 
	failures INTEGER NOT NULL, 
	last_at DATETIME NOT NULL, 
	wait_until DATETIME NOT NULL, 
	CONSTRAINT pk_login_failures PRIMARY KEY (login, address)
);
CREATE TABLE lost_numbers (
	series_id VARCHAR(36) NOT NULL, 
	number INTEGER NOT NULL, 
	reason TEXT NOT NULL, 
	confirmed_by TEXT NOT NULL, 
	confirmed_at DATETIME NOT NULL, 
	CONSTRAINT pk_lost_numbers PRIMARY KEY (series_id, number), 
	CONSTRAINT fk_lost_numbers_series_id FOREIGN KEY(series_id) REFERENCES series (id)
);
INSERT INTO "lost_numbers" VALUES('019cbc5d-f480-7eaa-aaee-76e2b74484be',1,'Theo văn bản đã phát hành','019b1fbc-6900-7df4-9831-baa752a01d80','2026-03-05 05:00:00.000000');
INSERT INTO "lost_numbers" VALUES('019cbc5d-f480-7eaa-aaee-76e2b74484be',2,'Theo văn bản đã phát hành','019b1fbc-6900-7df4-9831-baa752a01d80','2026-03-05 05:00:00.000000');
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
INSERT INTO "offices" VALUES('ubnd-21484','Ủy ban nhân dân xã Ba Tơ','','UBND','H48.21','2025-07-01',NULL,'[]','{"place_name": "Ba T\u01a1"}','2025-12-15 02:00:00.000000');
INSERT INTO "offices" VALUES('ubnd-21484~test','Ủy ban nhân dân xã Ba Tơ','','UBND','H48.21','2025-07-01',NULL,'[]','{"place_name": "Ba T\u01a1", "demo": true}','2026-03-05 05:00:00.000000');
CREATE TABLE relations (
	document_id VARCHAR(36) NOT NULL, 
	kind VARCHAR(16) NOT NULL, 
	target_id VARCHAR(36) NOT NULL, 
	CONSTRAINT pk_relations PRIMARY KEY (document_id, kind, target_id), 
	CONSTRAINT fk_relations_document_id FOREIGN KEY(document_id) REFERENCES documents (id), 
	CONSTRAINT fk_relations_target_id FOREIGN KEY(target_id) REFERENCES documents (id)
);
INSERT INTO "relations" VALUES('019b8be1-f500-7cb5-9f8b-55db4de428b1','replaces','019b8be1-f500-7ca9-b6c6-63efe6d42106');
CREATE TABLE remarks (
	id VARCHAR(64) NOT NULL, 
	document_id VARCHAR(36) NOT NULL, 
	version INTEGER NOT NULL, 
	path TEXT NOT NULL, 
	paragraph INTEGER, 
	quote TEXT NOT NULL, 
	body TEXT NOT NULL, 
	made_by VARCHAR(36) NOT NULL, 
	made_at DATETIME NOT NULL, 
	settled_by VARCHAR(36), 
	settled_at DATETIME, 
	CONSTRAINT pk_remarks PRIMARY KEY (id), 
	CONSTRAINT fk_remarks_document_id_documents FOREIGN KEY(document_id) REFERENCES documents (id), 
	CONSTRAINT fk_remarks_made_by_users FOREIGN KEY(made_by) REFERENCES users (id), 
	CONSTRAINT fk_remarks_settled_by_users FOREIGN KEY(settled_by) REFERENCES users (id)
);
INSERT INTO "remarks" VALUES('kkkkkkkkkkkkkkkk','019cbc5d-f480-7f91-8541-22c54b283d0d',2,'',NULL,'','Bổ sung chỉ tiêu','019b1fbc-6900-7df4-9831-baa752a01d80','2026-03-05 05:00:00.000000',NULL,NULL);
CREATE TABLE sandbox_purges (
	office_id VARCHAR(64) NOT NULL, 
	CONSTRAINT pk_sandbox_purges PRIMARY KEY (office_id)
);
CREATE TABLE sandboxes (
	office_id VARCHAR(64) NOT NULL, 
	sandbox_of VARCHAR(64) NOT NULL, 
	created_at DATETIME NOT NULL, 
	expires_at DATETIME NOT NULL, 
	CONSTRAINT pk_sandboxes PRIMARY KEY (office_id), 
	CONSTRAINT fk_sandboxes_office_id FOREIGN KEY(office_id) REFERENCES offices (id), 
	CONSTRAINT fk_sandboxes_sandbox_of FOREIGN KEY(sandbox_of) REFERENCES offices (id), 
	CONSTRAINT uq_sandboxes_sandbox_of UNIQUE (sandbox_of)
);
INSERT INTO "sandboxes" VALUES('ubnd-21484~test','ubnd-21484','2026-03-05 05:00:00.000000','2026-04-04 05:00:00.000000');
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
INSERT INTO "series" VALUES('019b1fbc-6900-7653-984a-8906929c2883','ubnd-21484',2025,'','[]',1,0,'','',1,1,'2025-12-15','',0,'2025-12-15 02:00:00.000000','2025-12-31 09:00:00.000000');
INSERT INTO "series" VALUES('019b8be1-f500-728e-aee8-98eb441985ae','ubnd-21484',2026,'','[]',1,0,'','',1,4,'2026-01-05','',0,'2026-01-05 02:00:00.000000',NULL);
INSERT INTO "series" VALUES('019b8be1-f500-7f96-88aa-54e83f7bdaab','ubnd-21484',2026,'','[]',1,1,'','M',1,1,'2026-01-05','',0,'2026-01-05 02:00:00.000000',NULL);
INSERT INTO "series" VALUES('019cbc5d-f480-7eaa-aaee-76e2b74484be','ubnd-21484',2026,'','["TB"]',1,0,'BCĐ','',1,2,'2026-03-04','',0,'2026-03-05 05:00:00.000000',NULL);
INSERT INTO "series" VALUES('019cbc5d-f480-7c9e-87bd-4141f92c7a13','ubnd-21484~test',2026,'','[]',1,0,'','',1,0,NULL,'',0,'2026-03-05 05:00:00.000000',NULL);
CREATE TABLE sign_ins (
	token_sha256 VARCHAR(64) NOT NULL, 
	user_id VARCHAR(36) NOT NULL, 
	began_at DATETIME NOT NULL, 
	ends_at DATETIME NOT NULL, 
	CONSTRAINT pk_sign_ins PRIMARY KEY (token_sha256), 
	CONSTRAINT fk_sign_ins_user_id FOREIGN KEY(user_id) REFERENCES users (id)
);
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
INSERT INTO "signers" VALUES('019b1fbc-6900-7fe1-984d-812c0508d9ab','ubnd-21484','Phạm Giang Nam','Chủ tịch','TM','{}','2025-07-01',NULL);
INSERT INTO "signers" VALUES('019cbc5d-f480-7f66-bdfc-2ea73a5946a1','ubnd-21484','Trần Văn An','Trưởng phòng Văn hóa - Xã hội','TUQ','{"authorisation": "V\u0103n b\u1ea3n \u1ee7y quy\u1ec1n s\u1ed1 02/UQ-UBND"}','2025-07-01',NULL);
INSERT INTO "signers" VALUES('019cbc5d-f480-71d6-be7a-2952dc24e638','ubnd-21484~test','Phạm Giang Nam','Chủ tịch','TM','{}','2025-07-01',NULL);
INSERT INTO "signers" VALUES('019cbc5d-f480-73eb-8719-19c41beb8e27','ubnd-21484~test','Trần Văn An','Trưởng phòng Văn hóa - Xã hội','TUQ','{"authorisation": "V\u0103n b\u1ea3n \u1ee7y quy\u1ec1n s\u1ed1 02/UQ-UBND"}','2025-07-01',NULL);
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
INSERT INTO "type_versions" VALUES('578a786ff92799b249be837b0721a56fdc2ce8c8dbe9890242e7f6670d8cb00e','ke_hoach','1.0.0','shipped','{"template.docx": "e7209ab0ec77f1d5ff71b8376baec257c2948cf7f210e89ab0d0590aec5efa89", "type.yaml": "1543ab98b9f9ac8d4aad61b4e500624f9bcb73c31777fe5269819fc9dde70a6d"}','019b1fbc-6900-7df4-9831-baa752a01d80','2025-12-15 02:00:00.000000');
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
INSERT INTO "users" VALUES('019b1fbc-6900-7df4-9831-baa752a01d80','operator','Người vận hành máy chủ',1,1,'2025-12-15 02:00:00.000000');
INSERT INTO "users" VALUES('019b1fbc-6900-7c82-b31b-9baec7f363a3','drafter@ubnd-21484','Người drafter',0,1,'2025-12-15 02:00:00.000000');
INSERT INTO "users" VALUES('019b1fbc-6900-7141-8875-b6476e8b773c','records_officer@ubnd-21484','Người records_officer',0,1,'2025-12-15 02:00:00.000000');
CREATE TABLE webhook_deliveries (
	id VARCHAR(36) NOT NULL, 
	webhook_id VARCHAR(36) NOT NULL, 
	seq INTEGER NOT NULL, 
	event VARCHAR(40) NOT NULL, 
	body TEXT NOT NULL, 
	attempts INTEGER NOT NULL, 
	outcome TEXT NOT NULL, 
	delivered_at DATETIME, 
	next_at DATETIME, 
	created_at DATETIME NOT NULL, 
	CONSTRAINT pk_webhook_deliveries PRIMARY KEY (id), 
	CONSTRAINT fk_webhook_deliveries_webhook_id FOREIGN KEY(webhook_id) REFERENCES webhooks (id)
);
CREATE TABLE webhooks (
	id VARCHAR(36) NOT NULL, 
	office_id VARCHAR(64) NOT NULL, 
	url TEXT NOT NULL, 
	events JSON NOT NULL, 
	position INTEGER NOT NULL, 
	created_by VARCHAR(36) NOT NULL, 
	created_at DATETIME NOT NULL, 
	ended_at DATETIME, 
	CONSTRAINT pk_webhooks PRIMARY KEY (id), 
	CONSTRAINT fk_webhooks_office_id FOREIGN KEY(office_id) REFERENCES offices (id)
);
CREATE TABLE work_leases (
	"key" VARCHAR(80) NOT NULL, 
	worker VARCHAR(64) NOT NULL, 
	until DATETIME NOT NULL, 
	CONSTRAINT pk_work_leases PRIMARY KEY ("key")
);
CREATE VIRTUAL TABLE documents_search USING fts5(
        office_id, search_text, content='documents', content_rowid='entry', detail='column',
        tokenize="unicode61 remove_diacritics 0"
    );
INSERT INTO documents_search (documents_search) VALUES ('rebuild');
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
CREATE TRIGGER keep_blobs_update_any BEFORE UPDATE ON blobs FOR EACH ROW WHEN true BEGIN SELECT RAISE(ABORT, 'the register never does this: update on blobs'); END;
CREATE TRIGGER keep_files_update_any BEFORE UPDATE ON files FOR EACH ROW WHEN true BEGIN SELECT RAISE(ABORT, 'the register never does this: update on files'); END;
CREATE TRIGGER keep_type_versions_update_any BEFORE UPDATE ON type_versions FOR EACH ROW WHEN true BEGIN SELECT RAISE(ABORT, 'the register never does this: update on type_versions'); END;
CREATE TRIGGER keep_type_versions_delete_any BEFORE DELETE ON type_versions FOR EACH ROW WHEN true BEGIN SELECT RAISE(ABORT, 'the register never does this: delete on type_versions'); END;
CREATE TRIGGER keep_idempotency_keys_update_any BEFORE UPDATE ON idempotency_keys FOR EACH ROW WHEN true BEGIN SELECT RAISE(ABORT, 'the register never does this: update on idempotency_keys'); END;
CREATE TRIGGER keep_dispatches_update_any BEFORE UPDATE ON dispatches FOR EACH ROW WHEN true BEGIN SELECT RAISE(ABORT, 'the register never does this: update on dispatches'); END;
CREATE TRIGGER keep_users_delete_any BEFORE DELETE ON users FOR EACH ROW WHEN true BEGIN SELECT RAISE(ABORT, 'the register never does this: delete on users'); END;
CREATE TRIGGER keep_documents_update_number BEFORE UPDATE ON documents FOR EACH ROW WHEN OLD.number IS NOT NULL AND (NEW.id IS NOT OLD.id OR NEW.office_id IS NOT OLD.office_id OR NEW.origin IS NOT OLD.origin OR NEW.version IS NOT OLD.version OR NEW.kind IS NOT OLD.kind OR NEW.kind_title IS NOT OLD.kind_title OR NEW.subject IS NOT OLD.subject OR NEW.base_symbol IS NOT OLD.base_symbol OR NEW.body IS NOT OLD.body OR NEW.is_secret IS NOT OLD.is_secret OR NEW.signer_id IS NOT OLD.signer_id OR NEW.signer_name IS NOT OLD.signer_name OR NEW.signer_position IS NOT OLD.signer_position OR NEW.signer_capacity IS NOT OLD.signer_capacity OR NEW.recipients IS NOT OLD.recipients OR NEW.kept_by IS NOT OLD.kept_by OR NEW.copies IS NOT OLD.copies OR NEW.pages IS NOT OLD.pages OR NEW.urgency IS NOT OLD.urgency OR NEW.due_on IS NOT OLD.due_on OR NEW.language IS NOT OLD.language OR NEW.file_catalog IS NOT OLD.file_catalog OR NEW.file_notation IS NOT OLD.file_notation OR NEW.note IS NOT OLD.note OR NEW.type_slug IS NOT OLD.type_slug OR NEW.type_version IS NOT OLD.type_version OR NEW.type_sha256 IS NOT OLD.type_sha256 OR NEW.series_id IS NOT OLD.series_id OR NEW.year IS NOT OLD.year OR NEW.number IS NOT OLD.number OR NEW.symbol IS NOT OLD.symbol OR NEW.code IS NOT OLD.code OR NEW.signed_on IS NOT OLD.signed_on OR NEW.issued_on IS NOT OLD.issued_on OR NEW.issued_at IS NOT OLD.issued_at OR NEW.issued_by IS NOT OLD.issued_by OR NEW.input_sha256 IS NOT OLD.input_sha256 OR NEW.context_sha256 IS NOT OLD.context_sha256 OR NEW.template_sha256 IS NOT OLD.template_sha256 OR NEW.content_sha256 IS NOT OLD.content_sha256 OR NEW.release IS NOT OLD.release OR NEW.findings IS NOT OLD.findings OR NEW.created_by IS NOT OLD.created_by OR NEW.created_at IS NOT OLD.created_at) BEGIN SELECT RAISE(ABORT, 'the register never does this: update on documents'); END;
CREATE TRIGGER keep_documents_update_end BEFORE UPDATE ON documents FOR EACH ROW WHEN OLD.state IN ('voided', 'recalled') BEGIN SELECT RAISE(ABORT, 'the register never does this: update on documents'); END;
CREATE TRIGGER keep_series_update_any BEFORE UPDATE ON series FOR EACH ROW WHEN NEW.last_number < OLD.last_number OR NEW.first_number <> OLD.first_number BEGIN SELECT RAISE(ABORT, 'the register never does this: update on series'); END;
CREATE TRIGGER keep_audit_chains_update_any BEFORE UPDATE ON audit_chains FOR EACH ROW WHEN NEW.seq < OLD.seq BEGIN SELECT RAISE(ABORT, 'the register never does this: update on audit_chains'); END;
CREATE TRIGGER search_documents_insert AFTER INSERT ON documents BEGIN
        INSERT INTO documents_search (rowid, office_id, search_text)
        VALUES (NEW.entry, NEW.office_id, NEW.search_text);
    END;
CREATE TRIGGER search_documents_delete AFTER DELETE ON documents BEGIN
        INSERT INTO documents_search (documents_search, rowid, office_id, search_text)
        VALUES ('delete', OLD.entry, OLD.office_id, OLD.search_text);
    END;
CREATE TRIGGER search_documents_update AFTER UPDATE OF search_text ON documents
    WHEN NEW.search_text IS NOT OLD.search_text BEGIN
        INSERT INTO documents_search (documents_search, rowid, office_id, search_text)
        VALUES ('delete', OLD.entry, OLD.office_id, OLD.search_text);
        INSERT INTO documents_search (rowid, office_id, search_text)
        VALUES (NEW.entry, NEW.office_id, NEW.search_text);
    END;
CREATE INDEX ix_remarks_document_id ON remarks (document_id, made_at);
CREATE INDEX ix_assignments_user_id ON assignments (user_id);
CREATE INDEX ix_documents_office_book ON documents (office_id, issued_on, number, entry);
CREATE INDEX ix_sign_ins_user_id ON sign_ins (user_id);
CREATE INDEX ix_sign_ins_ends_at ON sign_ins (ends_at);
CREATE INDEX ix_login_failures_last_at ON login_failures (last_at);
CREATE INDEX ix_batches_office_id_created_at ON batches (office_id, created_at);
CREATE INDEX ix_batch_items_document_id ON batch_items (document_id);
CREATE INDEX ix_batch_items_lease ON batch_items (state, lease_until);
CREATE INDEX ix_batch_items_work ON batch_items (batch_id, state, step, number);
CREATE INDEX ix_batch_preparations_office_id_changed_at ON batch_preparations (office_id, changed_at);
CREATE INDEX ix_api_tokens_office_id ON api_tokens (office_id);
CREATE INDEX ix_checked_files_made_at ON checked_files (made_at);
CREATE INDEX ix_webhooks_office_id ON webhooks (office_id);
CREATE INDEX ix_webhook_deliveries_webhook_id ON webhook_deliveries (webhook_id);
CREATE INDEX ix_webhook_deliveries_next_at ON webhook_deliveries (next_at);
CREATE TRIGGER keep_audit_events_delete_any BEFORE DELETE ON audit_events FOR EACH ROW WHEN NOT EXISTS (SELECT 1 FROM sandbox_purges WHERE office_id = OLD.office_id) BEGIN SELECT RAISE(ABORT, 'the register never does this: delete on audit_events'); END;
CREATE TRIGGER keep_audit_chains_delete_any BEFORE DELETE ON audit_chains FOR EACH ROW WHEN NOT EXISTS (SELECT 1 FROM sandbox_purges WHERE office_id = OLD.office_id) BEGIN SELECT RAISE(ABORT, 'the register never does this: delete on audit_chains'); END;
CREATE TRIGGER keep_series_delete_any BEFORE DELETE ON series FOR EACH ROW WHEN NOT EXISTS (SELECT 1 FROM sandbox_purges WHERE office_id = OLD.office_id) BEGIN SELECT RAISE(ABORT, 'the register never does this: delete on series'); END;
CREATE TRIGGER keep_signers_delete_any BEFORE DELETE ON signers FOR EACH ROW WHEN NOT EXISTS (SELECT 1 FROM sandbox_purges WHERE office_id = OLD.office_id) BEGIN SELECT RAISE(ABORT, 'the register never does this: delete on signers'); END;
CREATE TRIGGER keep_idempotency_keys_delete_any BEFORE DELETE ON idempotency_keys FOR EACH ROW WHEN NOT EXISTS (SELECT 1 FROM sandbox_purges WHERE office_id = OLD.office_id) BEGIN SELECT RAISE(ABORT, 'the register never does this: delete on idempotency_keys'); END;
CREATE TRIGGER keep_documents_delete_any BEFORE DELETE ON documents FOR EACH ROW WHEN OLD.number IS NOT NULL AND NOT EXISTS (SELECT 1 FROM sandbox_purges WHERE office_id = OLD.office_id) BEGIN SELECT RAISE(ABORT, 'the register never does this: delete on documents'); END;
CREATE TRIGGER keep_offices_delete_any BEFORE DELETE ON offices FOR EACH ROW WHEN NOT EXISTS (SELECT 1 FROM sandbox_purges WHERE office_id = OLD.id) BEGIN SELECT RAISE(ABORT, 'the register never does this: delete on offices'); END;
CREATE TRIGGER keep_files_delete_any BEFORE DELETE ON files FOR EACH ROW WHEN NOT EXISTS (SELECT 1 FROM sandbox_purges WHERE office_id = (SELECT office_id FROM documents WHERE id = OLD.document_id)) BEGIN SELECT RAISE(ABORT, 'the register never does this: delete on files'); END;
CREATE TRIGGER keep_dispatches_delete_any BEFORE DELETE ON dispatches FOR EACH ROW WHEN NOT EXISTS (SELECT 1 FROM sandbox_purges WHERE office_id = (SELECT office_id FROM documents WHERE id = OLD.document_id)) BEGIN SELECT RAISE(ABORT, 'the register never does this: delete on dispatches'); END;
CREATE TRIGGER keep_blobs_delete_any BEFORE DELETE ON blobs FOR EACH ROW WHEN NOT EXISTS (SELECT 1 FROM sandbox_purges WHERE office_id = office_id) BEGIN SELECT RAISE(ABORT, 'the register never does this: delete on blobs'); END;
CREATE TRIGGER keep_document_versions_update_kept BEFORE UPDATE ON document_versions FOR EACH ROW WHEN ((NEW.document_id IS NOT OLD.document_id OR NEW.version IS NOT OLD.version OR NEW.subject IS NOT OLD.subject OR NEW.encoding IS NOT OLD.encoding OR NEW.content IS NOT OLD.content OR NEW.sha256 IS NOT OLD.sha256 OR NEW.remark IS NOT OLD.remark OR NEW.made_by IS NOT OLD.made_by OR NEW.made_at IS NOT OLD.made_at) AND NOT EXISTS (SELECT 1 FROM documents WHERE id = OLD.document_id AND number IS NULL AND state = 'draft' AND version = OLD.version)) OR (NEW.label IS NOT OLD.label AND (OLD.label <> '' OR NOT EXISTS (SELECT 1 FROM documents WHERE id = OLD.document_id AND number IS NULL))) BEGIN SELECT RAISE(ABORT, 'the register never does this: update on document_versions'); END;
CREATE TRIGGER keep_document_versions_delete_any BEFORE DELETE ON document_versions FOR EACH ROW WHEN NOT EXISTS (SELECT 1 FROM sandbox_purges p JOIN documents d ON d.office_id = p.office_id WHERE d.id = OLD.document_id) BEGIN SELECT RAISE(ABORT, 'the register never does this: delete on document_versions'); END;
CREATE TRIGGER keep_relations_update_any BEFORE UPDATE ON relations FOR EACH ROW WHEN true BEGIN SELECT RAISE(ABORT, 'the register never does this: update on relations'); END;
CREATE TRIGGER keep_relations_delete_number BEFORE DELETE ON relations FOR EACH ROW WHEN NOT EXISTS (SELECT 1 FROM documents WHERE id = OLD.document_id AND number IS NULL) AND NOT EXISTS (SELECT 1 FROM sandbox_purges p JOIN documents d ON d.office_id = p.office_id WHERE d.id = OLD.document_id) BEGIN SELECT RAISE(ABORT, 'the register never does this: delete on relations'); END;
CREATE TRIGGER keep_lost_numbers_update_any BEFORE UPDATE ON lost_numbers FOR EACH ROW WHEN true BEGIN SELECT RAISE(ABORT, 'the register never does this: update on lost_numbers'); END;
CREATE TRIGGER keep_lost_numbers_delete_any BEFORE DELETE ON lost_numbers FOR EACH ROW WHEN NOT EXISTS (SELECT 1 FROM documents WHERE series_id = OLD.series_id AND number = OLD.number) AND NOT EXISTS (SELECT 1 FROM sandbox_purges p JOIN series s ON s.office_id = p.office_id WHERE s.id = OLD.series_id) BEGIN SELECT RAISE(ABORT, 'the register never does this: delete on lost_numbers'); END;
CREATE TRIGGER keep_series_update_fixed BEFORE UPDATE ON series FOR EACH ROW WHEN (NEW.id IS NOT OLD.id OR NEW.office_id IS NOT OLD.office_id OR NEW.year IS NOT OLD.year OR NEW.name IS NOT OLD.name OR NEW.kinds IS NOT OLD.kinds OR NEW.is_own IS NOT OLD.is_own OR NEW.is_secret IS NOT OLD.is_secret OR NEW.body IS NOT OLD.body OR NEW.mark IS NOT OLD.mark OR NEW.first_number IS NOT OLD.first_number OR NEW.reason IS NOT OLD.reason OR NEW.opened_at IS NOT OLD.opened_at) OR (OLD.closed_at IS NOT NULL AND NEW.closed_at IS NOT OLD.closed_at) OR (OLD.last_date IS NOT NULL AND (NEW.last_date IS NULL OR NEW.last_date < OLD.last_date)) BEGIN SELECT RAISE(ABORT, 'the register never does this: update on series'); END;
CREATE TRIGGER keep_sandbox_purges_insert_office BEFORE INSERT ON sandbox_purges FOR EACH ROW WHEN NOT EXISTS (SELECT 1 FROM sandboxes WHERE office_id = NEW.office_id AND sandbox_of <> office_id AND office_id LIKE '%~%') BEGIN SELECT RAISE(ABORT, 'the register never does this: insert on sandbox_purges'); END;
CREATE TRIGGER keep_sandbox_purges_update_any BEFORE UPDATE ON sandbox_purges FOR EACH ROW WHEN true BEGIN SELECT RAISE(ABORT, 'the register never does this: update on sandbox_purges'); END;
COMMIT;
