//! nginx in front of a server, as a common reverse proxy that compresses responses.

use std::io::Write as _;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};

use tempfile::TempDir;

/// A proxy that is stopped when this is dropped.
pub(crate) struct Proxy {
    child: Child,
    /// The host and port that it listens on.
    pub(crate) authority: String,
    folder: TempDir,
}

impl Drop for Proxy {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Proxy {
    /// Starts nginx in front of a server, with settings for its location; `None` if it is not installed.
    pub(crate) async fn before(authority: &str, location: &str) -> Option<Self> {
        let Some(program) = program() else {
            assert!(std::env::var_os("CI").is_none(), "nginx is not installed, and CI is set");
            // Written to standard error directly: the test runner would hide the message.
            let _ = writeln!(
                std::io::stderr(),
                "\n*** SKIPPED: nginx is not installed; nothing is tested behind a proxy ***\n"
            );
            return None;
        };
        let folder = tempfile::tempdir().expect("a folder");
        let port = free_port();
        let listen = format!("127.0.0.1:{port}");
        std::fs::write(folder.path().join("nginx.conf"), configuration(&listen, authority, location))
            .expect("a file");
        let mut command = Command::new(program);
        command.arg("-p").arg(folder.path()).args(["-e", "error.log", "-c", "nginx.conf"]);
        let child = command.stdin(Stdio::null()).stderr(Stdio::null()).spawn().expect("nginx");
        let proxy = Self { child, authority: listen, folder };
        for _ in 0..200 {
            if tokio::net::TcpStream::connect(&proxy.authority).await.is_ok() {
                return Some(proxy);
            }
            tokio::time::sleep(std::time::Duration::from_millis(25)).await;
        }
        let log = std::fs::read_to_string(proxy.folder.path().join("error.log")).unwrap_or_default();
        panic!("nginx did not start: {log}");
    }
}

fn free_port() -> u16 {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    listener.local_addr().expect("an address").port()
}

/// A single process, which keeps all files in its folder.
fn configuration(listen: &str, authority: &str, location: &str) -> String {
    let folders = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
        .iter()
        .map(|of| format!("{of}_temp_path temp_{of};\n"))
        .collect::<Vec<_>>()
        .concat();
    format!(
        "daemon off;
        master_process off;
        pid nginx.pid;
        events {{}}
        http {{
            \
         access_log off;
            {folders}
            gzip on;
            gzip_min_length 1;
            gzip_proxied \
         any;
            gzip_types application/json application/problem+json text/csv text/markdown;
            \
         server {{
                listen {listen};
                location / {{
                    proxy_pass \
         http://{authority};
                    proxy_http_version 1.1;
                    proxy_set_header Host $http_host;
                    {location}
                }}
            }}
        }}"
    )
}

/// The path of nginx: on the path, or where Debian installs it.
fn program() -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let places = std::env::split_paths(&path).chain(["/usr/sbin".into()]);
    places.map(|place| place.join("nginx")).find(|program| program.is_file())
}
