"""Charts as SVG text, made on the server from plain values; no chart library, no script."""
