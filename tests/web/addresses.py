"""Every address of the site, from the resolver."""

from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver

ACCOUNT = "akun/"


def iterate_patterns(
    resolver: URLResolver, prefix: str = "", space: str = ""
) -> Iterator[tuple[str, str, URLPattern]]:
    """Each address as (name with its namespace, route, pattern)."""
    for each in resolver.url_patterns:
        route = prefix + str(each.pattern)
        if isinstance(each, URLResolver):
            inner = f"{space}{each.namespace}:" if each.namespace else space
            yield from iterate_patterns(each, route, inner)
        else:
            yield f"{space}{each.name}", route, each


PATTERNS = list(iterate_patterns(get_resolver()))
NAMES = sorted({name for name, route, _ in PATTERNS if not route.startswith(ACCOUNT)})
ACCOUNTS = sorted(
    {name for name, route, each in PATTERNS if route.startswith(ACCOUNT) and each.name}
)
