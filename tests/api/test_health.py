"""Health and metrics."""

from __future__ import annotations

from prometheus_client.parser import text_string_to_metric_families

from tests.api.conftest import FORMAT, is_problem


def samples(api):
    text = api.get("/metrics", key=None).text
    return {
        (sample.name, *sorted(sample.labels.items())): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def test_the_process_lives_whatever_the_store_does(api, monkeypatch):
    assert api.get("/readyz", key=None).json() == {"status": "ready"}
    monkeypatch.setattr(api.gateway.journal, "ping", lambda: 1 / 0)
    assert api.get("/healthz", key=None).json() == {"status": "ok"}
    answer = api.get("/readyz", key=None)
    is_problem(answer, "unavailable", 503)
    assert answer.headers["retry-after"] == "5"
    assert api.logged()[-1]["event.action"] == "store.unreachable"


def test_metrics_count_requests_messages_findings_and_what_waits(api, good, bad):
    id = api.submit(good, headers={"Idempotency-Key": "k"}).json()["messageId"]
    api.submit(good, headers={"Idempotency-Key": "k"})
    api.submit(bad)
    api.get(f"/v1/messages/{id}")
    api.get("/v1/nothing/at/all")
    api.ask("BREW", "/v1/messages")
    found = samples(api)

    def of(name, **labels):
        return found.get((name, *sorted(labels.items())))

    requests = "gateway_requests_total"
    assert of(requests, route="/v1/messages", method="POST", status="202") == 2
    assert of(requests, route="/v1/messages", method="POST", status="422") == 1
    assert of(requests, route="/v1/messages/{id}", method="GET", status="200") == 1
    assert of(requests, route="none", method="GET", status="404") == 1
    assert of(requests, route="/v1/messages", method="other", status="405") == 1
    assert of("gateway_messages_total", verdict="accepted", format=FORMAT) == 1
    assert of("gateway_messages_total", verdict="rejected", format=FORMAT) == 1
    assert of("gateway_findings_total", code="XML102", stage="validate") == 1
    assert of("gateway_messages_stored", status="rejected") == 1
    assert of("gateway_queue_waiting", destination="archive", channel="inbox") == 2
    assert of("gateway_queue_oldest_seconds", destination="risk", channel="push") >= 0
    assert not any(id in str(key) for key in found)


def test_two_applications_do_not_share_their_metrics(api, make):
    api.get("/healthz")
    other = make()
    assert not any("/healthz" in str(key) for key in samples(other))
