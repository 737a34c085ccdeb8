use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use tokio::io::{AsyncRead, AsyncWrite};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio_rustls::rustls::{self, ServerConfig, crypto::ring};
use tokio_rustls::server::TlsStream;

/// A certificate and its key, for TLS.
#[derive(Clone)]
pub struct Tls(TlsAcceptor);

/// Why TLS cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum TlsError {
    /// A file cannot be read.
    #[error("{path} cannot be read: {cause}", path = .path.display())]
    File {
        /// The path of the file.
        path: PathBuf,
        /// The error of the operating system.
        cause: std::io::Error,
    },
    /// A file does not have the expected contents.
    #[error("{path} does not contain a {what} in PEM format", path = .path.display())]
    Empty {
        /// The path of the file.
        path: PathBuf,
        /// The missing content.
        what: &'static str,
    },
    /// The certificate and the key do not match, or are invalid.
    #[error(
        "{certificate} and {key} cannot be used together: {cause}",
        certificate = .certificate.display(), key = .key.display()
    )]
    Pair {
        /// The path of the certificate.
        certificate: PathBuf,
        /// The path of the key.
        key: PathBuf,
        /// The error of the TLS library.
        cause: rustls::Error,
    },
}

impl Tls {
    /// Reads a certificate, followed by its chain, and its key.
    ///
    /// # Errors
    /// If they cannot be read, or do not match.
    pub fn read(certificate: &Path, key: &Path) -> Result<Self, TlsError> {
        let empty = |path: &Path, what| TlsError::Empty { path: path.to_owned(), what };
        let chain: Vec<_> = CertificateDer::pem_slice_iter(&bytes(certificate)?)
            .collect::<Result<_, _>>()
            .ok()
            .filter(|chain: &Vec<_>| !chain.is_empty())
            .ok_or_else(|| empty(certificate, "certificate"))?;
        let secret = PrivateKeyDer::from_pem_slice(&bytes(key)?).map_err(|_| empty(key, "private key"))?;
        let mut config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()
            .and_then(|builder| builder.with_no_client_auth().with_single_cert(chain, secret))
            .map_err(|cause| TlsError::Pair {
                certificate: certificate.to_owned(),
                key: key.to_owned(),
                cause,
            })?;
        config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
        Ok(Self(TlsAcceptor::from(Arc::new(config))))
    }

    pub(super) async fn accept<S: AsyncRead + AsyncWrite + Unpin>(
        &self,
        stream: S,
    ) -> std::io::Result<TlsStream<S>> {
        self.0.accept(stream).await
    }
}

impl fmt::Debug for Tls {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Tls")
    }
}

fn bytes(path: &Path) -> Result<Vec<u8>, TlsError> {
    std::fs::read(path).map_err(|cause| TlsError::File { path: path.to_owned(), cause })
}
