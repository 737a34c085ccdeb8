use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use ipnet::IpNet;
use tokio::sync::{Notify, Semaphore};
use tokio::time::timeout;

use super::activity::Activity;
use crate::platform::network::{Client, Site};

/// The most connections at the same time.
const ALL: usize = 1024;
/// The most connections of one client. A trusted proxy has no limit, since it serves many clients.
const OF_ONE: usize = ALL / 4;
/// The most connections of one IPv6 site, which can be one machine with many networks.
const OF_SITE: usize = ALL / 2;
/// Connections that are reserved for clients with few: the last quarter.
const RESERVE: usize = ALL / 4;
/// How many connections count as few.
const FEW: usize = 4;
/// The most concurrent requests of one client; event streams do not count.
const REQUESTS_OF_ONE: usize = 64;
/// How many connections may wait for a permit, and for how long.
const WAITING: usize = 128;
const PATIENCE: Duration = Duration::from_secs(10);
/// How often a waiting connection checks for a permit.
const LOOKING: Duration = Duration::from_millis(250);

/// The limits on connections. A clone shares them.
#[derive(Clone, Debug)]
pub(super) struct ConnectionLimit(Arc<Shared>);

#[derive(Debug)]
struct Shared {
    taken: Mutex<Taken>,
    /// Notified when a permit is returned.
    freed: Notify,
    waiting: Semaphore,
    proxies: Box<[IpNet]>,
}

#[derive(Debug, Default)]
struct Taken {
    total: usize,
    by_machine: HashMap<Client, Machine>,
    by_site: HashMap<Site, usize>,
}

#[derive(Debug)]
struct Machine {
    connections: HashMap<u64, OpenConnections>,
    next: u64,
    requests: Arc<Semaphore>,
}

#[derive(Debug)]
struct OpenConnections {
    activity: Activity,
    evicted: Arc<Notify>,
}

/// A permit for a connection. Dropping it returns it.
#[derive(Debug)]
pub(super) struct ConnectionPermit {
    places: ConnectionLimit,
    machine: Client,
    number: u64,
    /// The requests in progress on the connection.
    pub(super) activity: Activity,
    /// Limits the concurrent requests of the client.
    pub(super) requests: Arc<Semaphore>,
    evicted: Arc<Notify>,
}

/// The decision on a new connection.
enum Admission {
    Admitted(ConnectionPermit),
    /// The client has reached its limit.
    Refused,
    /// All permits are taken and no connection is idle.
    Full,
}

impl ConnectionPermit {
    /// Waits until the permit is given to another connection.
    pub(super) async fn evicted(&self) {
        self.evicted.notified().await;
    }
}

impl ConnectionLimit {
    pub(super) fn new(proxies: &[IpNet]) -> Self {
        Self(Arc::new(Shared {
            taken: Mutex::default(),
            freed: Notify::new(),
            waiting: Semaphore::new(WAITING),
            proxies: proxies.into(),
        }))
    }

    /// Takes a permit, or waits for one; `None` if the client has reached its limit or the wait timed out.
    pub(super) async fn take(&self, address: IpAddr) -> Option<ConnectionPermit> {
        match self.admit(address) {
            Admission::Admitted(place) => Some(place),
            Admission::Refused => None,
            Admission::Full => self.wait(address).await,
        }
    }

    async fn wait(&self, address: IpAddr) -> Option<ConnectionPermit> {
        let _waiting = self.0.waiting.try_acquire().ok()?;
        let place = async {
            loop {
                let freed = self.0.freed.notified();
                match self.admit(address) {
                    Admission::Admitted(place) => return Some(place),
                    Admission::Refused => return None,
                    // Another connection may also have become idle.
                    Admission::Full => drop(timeout(LOOKING, freed).await),
                }
            }
        };
        timeout(PATIENCE, place).await.ok().flatten()
    }

    fn admit(&self, address: IpAddr) -> Admission {
        let machine = Client::at(address);
        let is_proxy = self.0.proxies.iter().any(|proxy| proxy.contains(&address.to_canonical()));
        let mut taken = self.taken();
        let own = taken.of_machine(machine);
        if !is_proxy && (own >= OF_ONE || taken.of_site(machine) >= OF_SITE) {
            return Admission::Refused;
        }
        let free = ALL - taken.total.min(ALL);
        let may_take = if own < FEW { free > 0 } else { free > RESERVE };
        // A client with few connections may replace any idle connection. Others may only replace their own,
        // or one of a client with more.
        if may_take || taken.evict(own.max(1)) {
            return Admission::Admitted(self.seat(&mut taken, machine, is_proxy));
        }
        if is_proxy || own < FEW { Admission::Full } else { Admission::Refused }
    }

    fn seat(&self, taken: &mut Taken, machine: Client, is_proxy: bool) -> ConnectionPermit {
        let requests = if is_proxy { Semaphore::MAX_PERMITS } else { REQUESTS_OF_ONE };
        let (activity, evicted) = (Activity::new(), Arc::new(Notify::new()));
        let held = OpenConnections { activity: activity.clone(), evicted: evicted.clone() };
        let (number, requests) = taken.add(machine, held, requests);
        ConnectionPermit { places: self.clone(), machine, number, activity, requests, evicted }
    }

    fn taken(&self) -> MutexGuard<'_, Taken> {
        self.0.taken.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Taken {
    fn of_machine(&self, machine: Client) -> usize {
        self.by_machine.get(&machine).map_or(0, |machine| machine.connections.len())
    }

    fn of_site(&self, machine: Client) -> usize {
        machine.site().and_then(|site| self.by_site.get(&site)).copied().unwrap_or_default()
    }

    fn add(&mut self, machine: Client, held: OpenConnections, requests: usize) -> (u64, Arc<Semaphore>) {
        self.total += 1;
        if let Some(site) = machine.site() {
            *self.by_site.entry(site).or_default() += 1;
        }
        let new =
            || Machine { connections: HashMap::new(), next: 0, requests: Arc::new(Semaphore::new(requests)) };
        let entry = self.by_machine.entry(machine).or_insert_with(new);
        let number = entry.next;
        entry.next += 1;
        entry.connections.insert(number, held);
        (number, entry.requests.clone())
    }

    /// Removes a connection, if it is still there.
    fn remove(&mut self, machine: Client, number: u64) -> Option<OpenConnections> {
        let entry = self.by_machine.get_mut(&machine)?;
        let held = entry.connections.remove(&number)?;
        if entry.connections.is_empty() {
            self.by_machine.remove(&machine);
        }
        self.total -= 1;
        if let Some(site) = machine.site()
            && let Some(count) = self.by_site.get_mut(&site)
        {
            *count -= 1;
            if *count == 0 {
                self.by_site.remove(&site);
            }
        }
        Some(held)
    }

    /// Closes the longest idle connection of the client with the most connections, among those with at
    /// least `least`. Returns whether there was one.
    fn evict(&mut self, least: usize) -> bool {
        let idlest = |machine: &Machine| {
            let idle =
                |(number, held): (&u64, &OpenConnections)| held.activity.idle().map(|idle| (idle, *number));
            machine.connections.iter().filter_map(idle).max()
        };
        let machines = self.by_machine.iter().filter(|(_, machine)| machine.connections.len() >= least);
        let candidates =
            machines.filter_map(|(key, machine)| Some((machine.connections.len(), idlest(machine)?, *key)));
        let found = candidates.max_by_key(|(count, idlest, _)| (*count, *idlest));
        let held = found.and_then(|(_, (_, number), machine)| self.remove(machine, number));
        held.map(|held| held.evicted.notify_one()).is_some()
    }
}

impl Drop for ConnectionPermit {
    fn drop(&mut self) {
        self.places.taken().remove(self.machine, self.number);
        self.places.0.freed.notify_waiters();
    }
}

#[cfg(test)]
mod tests;
