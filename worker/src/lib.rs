//! The Worker's entry: which part answers which path. It holds no rule of an incident.

use worker::{Context, Env, Method, Request, Response, Result, event};

mod office;
mod room;

/// Answers every request that no static file answers.
#[event(fetch)]
async fn fetch(request: Request, env: Env, _context: Context) -> Result<Response> {
    if request.path().starts_with("/api/") || request.method() != Method::Get {
        return Response::error("Not found", 404);
    }
    shell(&request, &env).await
}

/// Deep links of the app get its shell; a missing file stays missing, so no cache keeps a wrong body.
async fn shell(request: &Request, env: &Env) -> Result<Response> {
    let accept = request.headers().get("accept")?.unwrap_or_default();
    if !accept.contains("text/html") {
        return Response::error("Not found", 404);
    }
    env.assets("ASSETS")?.fetch("https://assets.local/", None).await
}
