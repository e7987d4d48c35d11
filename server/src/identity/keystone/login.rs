//! People who look at the dashboard: they sign in at Keystone, and their tokens stay on the server.
//!
//! A session holds two: the unscoped one of the login, whose end ends all that came from it, and the one
//! for the project they are in. Both lie sealed in the session's row.

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use vitrine_domain::Caller;
use vitrine_domain::identity::Secret;

use super::client::Answer;
use super::document::{self, Project};
use super::{Failure, Keystone};

/// Bytes of a password that are worth sending.
const MAX_PASSWORD: usize = 4_096;

/// The tokens of a session.
#[derive(Clone, Debug)]
pub struct SessionTokens {
    pub login: Secret,
    pub project: Secret,
}

/// The sealed form's inside.
#[derive(Serialize, Deserialize)]
struct Inside {
    login: String,
    project: String,
}

/// Somebody who signed in.
#[derive(Clone, Debug)]
pub struct SignedIn {
    pub user: String,
    pub project: String,
    pub tokens: SessionTokens,
}

impl Keystone {
    /// Signs somebody in: by password, into the project of that name or the first by name.
    pub async fn sign_in(
        &self,
        user: &str,
        domain: &str,
        password: &Secret,
        wanted: Option<&str>,
    ) -> Result<SignedIn, Failure> {
        let text = password.reveal();
        if user.is_empty() || text.trim().is_empty() || text.len() > MAX_PASSWORD {
            return Err(Failure::Invalid);
        }
        let identity = json!({"methods": ["password"], "password": {
            "user": {"name": user, "domain": {"name": domain}, "password": text},
        }});
        let (login, user) = self.issue(&identity, &json!("unscoped")).await?;
        let projects = self.projects(&login).await?;
        let chosen = match wanted {
            Some(name) => projects.iter().find(|project| project.name == name),
            None => projects.first(),
        };
        let entered = match chosen {
            Some(project) => self.enter(&login, &project.id).await.map(|token| (token, project.id.clone())),
            None => Err(Failure::Invalid),
        };
        match entered {
            Ok((token, project)) => {
                Ok(SignedIn { user, project, tokens: SessionTokens { login, project: token } })
            }
            Err(failure) => {
                self.revoke(&login).await;
                Err(failure)
            }
        }
    }

    /// A token for one of the projects of who signed in.
    pub async fn enter(&self, login: &Secret, project: &str) -> Result<Secret, Failure> {
        let identity = json!({"methods": ["token"], "token": {"id": login.reveal()}});
        let scope = json!({"project": {"id": project}});
        Ok(self.issue(&identity, &scope).await?.0)
    }

    /// The projects that who signed in may enter.
    pub async fn projects(&self, login: &Secret) -> Result<Arc<Vec<Project>>, Failure> {
        let question = async {
            let answer = self.client.projects(&self.base, login).await?;
            match answer.status {
                200 => document::projects(&answer.body).map(Arc::new),
                401 => Err(Failure::Invalid),
                _ => Err(answer.unexpected()),
            }
        };
        self.known.projects_or(login, Box::pin(question)).await
    }

    /// Who looks, by the token of the session.
    pub async fn session_caller(&self, tokens: &SessionTokens) -> Result<Caller, Failure> {
        let found = self.look_up(&tokens.project, false).await?;
        Ok(found.caller.clone())
    }

    /// Ends the tokens of a session. What cannot be ended now ends by itself.
    pub async fn sign_out(&self, tokens: &SessionTokens) {
        self.known.forget(&tokens.project).await;
        // Keystone ends with it what came from it.
        self.revoke(&tokens.login).await;
    }

    /// The tokens as they may lie in a session of this user.
    pub fn seal(&self, user: &str, tokens: &SessionTokens) -> Result<String, Failure> {
        let inside =
            Inside { login: tokens.login.reveal().to_owned(), project: tokens.project.reveal().to_owned() };
        let text = serde_json::to_string(&inside).map_err(|_| Failure::Invalid)?;
        self.sealer.seal(user, &Secret::new(text)).ok_or(Failure::Invalid)
    }

    /// The tokens of a session; invalid when they were sealed elsewhere or for somebody else.
    pub fn unseal(&self, user: &str, sealed: &str) -> Result<SessionTokens, Failure> {
        let text = self.sealer.unseal(user, sealed).ok_or(Failure::Invalid)?;
        let inside: Inside = serde_json::from_str(text.reveal()).map_err(|_| Failure::Invalid)?;
        Ok(SessionTokens { login: Secret::new(inside.login), project: Secret::new(inside.project) })
    }

    async fn revoke(&self, token: &Secret) {
        self.known.forget(token).await;
        match self.client.revoke(&self.base, token).await {
            Ok(Answer { status: 204 | 401 | 404, .. }) => {}
            Ok(answer) => tracing::warn!(status = answer.status, "a token could not be revoked at Keystone"),
            Err(error) => tracing::warn!(%error, "a token could not be revoked at Keystone"),
        }
    }

    /// A fresh token, and whose it is. What Keystone says about a wrong login is all the same to us.
    async fn issue(&self, identity: &Value, scope: &Value) -> Result<(Secret, String), Failure> {
        let request = json!({"auth": {"identity": identity, "scope": scope}});
        let answer = self.client.issue(&self.base, &request).await?;
        match answer.status {
            201 => {
                let granted = document::granted(&answer.body, None)?;
                let token = answer.subject.ok_or_else(|| Failure::unavailable("Keystone sent no token"))?;
                Ok((token, granted.user))
            }
            400 | 401 | 403 | 404 => Err(Failure::Invalid),
            _ => Err(answer.unexpected()),
        }
    }
}
