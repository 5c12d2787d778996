"""Batches over the API as the tests start and run them."""

from service.jobs.working import Worker

ROWS = [{"unit.code": code} for code in ("21484", "21529", "21523")]


def body_of(api, **words):
    plan = api.plan(subject="Dân vận của {đơn vị}")
    return {"type": "ke_hoach", "plan": plan, "rows": ROWS, "by": "office", **words}


def run(api, batch_id):
    worker = Worker(api.desk.door.register(), api.desk.catalogue, api.desk.now, 30.0)
    while worker.work(batch_id):
        pass


def started(api, *, key="k", token="", **words):
    answer = api.post("/batches", json=body_of(api, **words), key=key, token=token)
    assert answer.status_code == 201, answer.get_json()
    return answer.get_json()


def finished(api, **words):
    one = started(api, **words)
    run(api, one["id"])
    return one
