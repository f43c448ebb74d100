"""The house stays small enough to be read."""

from statistics import median, quantiles

from tests.house.sources import PACKAGE, TESTS, count_lines, get_modules, is_excepted

MODULE, FUNCTION = 400, 50


def test_no_module_has_more_than_400_lines() -> None:
    modules = [*get_modules(PACKAGE), *get_modules(TESTS)]
    long = {m.name: n for m in modules if (n := len(m.text.splitlines())) > MODULE}
    assert not {name: n for name, n in long.items() if not is_excepted("module size", name)}


def test_no_function_has_more_than_50_lines() -> None:
    long = [
        f"{module.name}:{function.lineno} {function.name}"
        for module in get_modules(PACKAGE)
        for function in module.get_functions()
        if count_lines(function) > FUNCTION and not is_excepted("function size", module.name)
    ]
    assert not long


def test_most_modules_and_functions_are_short() -> None:
    modules = get_modules(PACKAGE)
    functions = [count_lines(function) for module in modules for function in module.get_functions()]
    assert median(len(m.text.splitlines()) for m in modules if m.text) <= 120
    assert median(functions) <= 10
    assert quantiles(functions, n=10)[-1] <= 30


def test_the_tests_are_at_least_as_long_as_the_source() -> None:
    source, tests = (
        sum(len(module.text.splitlines()) for module in get_modules(folder))
        for folder in (PACKAGE, TESTS)
    )
    assert tests >= source, f"{tests} lines of tests for {source} lines of source"
