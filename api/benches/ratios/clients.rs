//! Clients that send requests one after another, in process.

use std::time::{Duration, Instant};

use axum::Router;
use axum::body::{Body, Bytes};
use axum::http::{HeaderValue, Request, header};
use chrono::{Days, NaiveDate};
use tokio::task::JoinSet;
use uuid::Uuid;

use crate::bare::page::cursor;
use crate::filled::{MILESTONES, Of, id};
use crate::service::{Real, answer};

/// The request to measure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Job {
    /// Read a project in full.
    Project,
    /// Read a page of fifty projects, from the middle of the list.
    Page,
    /// Move the due date of a milestone.
    Patch,
}

/// How many milestones each client moves in turn.
const MOVED: u64 = 64;
/// The step in which a client goes through the portfolio: a prime.
const STRIDE: u64 = 7_907;

/// A client that waits for each response before the next request.
pub(crate) struct Client {
    service: Router,
    token: HeaderValue,
    job: Job,
    projects: u64,
    turn: u64,
    seen: Vec<(Uuid, HeaderValue)>,
}

impl Client {
    /// A client of a service. Clients with different numbers never write to the same milestone. `real`
    /// provides the first entity tags and the credentials.
    pub(crate) async fn new(job: Job, service: &Router, real: &Real, projects: u64, number: u64) -> Self {
        let mut seen = Vec::new();
        let moved = if job == Job::Patch { MOVED } else { 0 };
        for place in 0..moved {
            let milestone = id(Of::Milestone, (place * 16 + number) * STRIDE % (projects * MILESTONES));
            let request = Request::get(format!("/v1/milestones/{milestone}"));
            let request = request.header(header::AUTHORIZATION, &real.token);
            let (tag, _) = answer(&real.service, request.body(Body::empty()).expect("a request")).await;
            seen.push((milestone, tag.expect("a tag")));
        }
        Self { service: service.clone(), token: real.token.clone(), job, projects, turn: number * 101, seen }
    }

    /// Sends one request and reads the response.
    pub(crate) async fn ask(&mut self) -> Bytes {
        self.turn += 1;
        let (turn, projects) = (self.turn, self.projects);
        if self.job == Job::Patch {
            let day =
                NaiveDate::from_ymd_opt(2027, 1, 1).and_then(|day| day.checked_add_days(Days::new(turn)));
            return self.patch(turn, day.expect("a day")).await;
        }
        let number = turn * STRIDE % projects;
        let address = match self.job {
            Job::Page => {
                let project = projects / 4 + number / 2;
                let after = cursor(&format!("p{project:06}"), Uuid::nil());
                format!("/v1/projects?limit=50&after={after}")
            }
            _ => format!("/v1/projects/{}", id(Of::Project, number)),
        };
        let request = Request::get(address)
            .header(header::AUTHORIZATION, &self.token)
            .body(Body::empty())
            .expect("a request");
        answer(&self.service, request).await.1
    }

    pub(crate) async fn patch(&mut self, turn: u64, day: NaiveDate) -> Bytes {
        let place = usize::try_from(turn % MOVED).expect("a place");
        let (milestone, tag) = &mut self.seen[place];
        let body = format!(r#"{{"due":"{day}","reason":"The survey started late"}}"#);
        let request = Request::patch(format!("/v1/milestones/{milestone}"))
            .header(header::AUTHORIZATION, &self.token)
            .header(header::IF_MATCH, &*tag)
            .header(header::CONTENT_TYPE, "application/merge-patch+json")
            .body(Body::from(body));
        let (now, body) = answer(&self.service, request.expect("a request")).await;
        *tag = now.expect("a tag");
        body
    }

    /// Continues the client on another service.
    pub(crate) fn turned_to(mut self, service: &Router) -> Self {
        self.service = service.clone();
        self
    }
}

/// Lets the clients send this many requests each, concurrently, and returns the total time.
pub(crate) async fn drive(clients: &mut Vec<Client>, times: u32) -> Duration {
    let begun = Instant::now();
    let mut under_way = JoinSet::new();
    for mut client in clients.drain(..) {
        under_way.spawn(async move {
            for _ in 0..times {
                client.ask().await;
            }
            client
        });
    }
    clients.extend(under_way.join_all().await);
    begun.elapsed()
}
