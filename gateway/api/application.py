"""The application: routes, middleware and handlers put together on one gateway."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI
from starlette.concurrency import run_in_threadpool

import gateway as package
from gateway.api import (
    finding_codes,
    formats,
    health,
    inbox,
    message,
    messages,
    refusing,
    translate,
    validate,
)
from gateway.api.measures import Measures
from gateway.api.outermost import Outermost
from gateway.service import Gateway, Settings

_RESOURCES = (messages, message, validate, translate, formats, finding_codes, inbox, health)


def create_app(settings: Settings, gateway: Gateway | None = None) -> FastAPI:
    """The HTTP service. A gateway that is given stays the giver's to close; else one is opened.

    Raises Misconfigured with findings for wrong files of partners or subscriptions.
    """
    opened = gateway if gateway is not None else Gateway.open(settings)

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        yield
        if gateway is None:
            await run_in_threadpool(opened.close)

    app = FastAPI(
        title="Trade Gateway",
        version=package.__version__,
        lifespan=lifespan,
        openapi_url="/v1/openapi.json",
        # The framework's pages load scripts from elsewhere.
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
    )
    app.state.gateway, app.state.measures = opened, Measures(opened)
    for resource in _RESOURCES:
        # The routes themselves, not a router within a router: 405 and metrics look at all of them.
        app.router.routes.extend(resource.router.routes)
    refusing.install(app)
    app.add_middleware(Outermost, measures=app.state.measures, log=opened.log)
    return app
