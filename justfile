# The commands of a developer's day. `pip install rust-just typos` brings the tools.

# List the commands.
default:
    @just --list

# Check types, lints and spelling.
check:
    cargo clippy --workspace --all-targets --locked -- -D warnings
    typos

# Check licences, bans and sources of the dependencies (`cargo install --locked cargo-deny`).
deny:
    cargo deny --locked check licenses bans sources

# Format the code.
fmt:
    cargo fmt --all

# Run unit tests, and black-box tests on SQLite alone; `just test milestones` runs those whose names hold a word.
test filter="":
    cargo test --workspace --locked -- --skip on_postgres {{ filter }}

# Run every test, on both databases.
test-all:
    cargo test --workspace --locked

# Regenerate the OpenAPI document and the schema of the portfolio file.
openapi:
    cargo run --locked -- openapi > target/openapi.json
    mv target/openapi.json openapi/openapi.json
    cargo run --locked -- schema > target/portfolio.schema.json
    mv target/portfolio.schema.json openapi/portfolio.schema.json

# Serve the demo.
demo:
    cargo run --release --locked -- demo

# Measure the service beside bare handlers.
bench:
    cargo bench --locked --bench ratios
