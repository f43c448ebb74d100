/* The level a rubric suggests, computed on the phone as core/rules.py computes it: three-valued, exact. */
(() => {
  const NOT_ASKED = Symbol("not asked");

  /* An exact number from "3", "12,5" or "7/2"; null where the text is none. */
  const read = (text) => {
    const found = /^\s*([+-]?\d+)(?:[.,](\d+))?(?:\/(\d+))?\s*$/.exec(String(text ?? ""));
    if (!found || (found[2] && found[3])) return null;
    const [, whole, rest = "", below = "1"] = found;
    const under = BigInt(below) * 10n ** BigInt(rest.length);
    return under ? { above: BigInt(whole + rest), under } : null;
  };
  const compare = (a, b) => {
    const apart = a.above * b.under - b.above * a.under;
    return apart < 0n ? -1 : apart > 0n ? 1 : 0;
  };
  const SIGNS = {
    "<": (sign) => sign < 0, "<=": (sign) => sign <= 0, "=": (sign) => sign === 0,
    ">=": (sign) => sign >= 0, ">": (sign) => sign > 0,
  };
  const LIMITS = { min: ">=", max: "<=", below: "<", above: ">" };
  const within = (value, bounds) =>
    bounds.every(([name, bound]) => SIGNS[LIMITS[name]](compare(value, read(bound))));
  const ratio = (part, whole) => {
    const sign = whole.above < 0n ? -1n : 1n;
    return { above: sign * part.above * whole.under, under: sign * part.under * whole.above };
  };

  const listItems = (condition) => {
    if (!condition) return [];
    const { op, args } = condition;
    if (op === "all" || op === "any" || op === "not") return args.flatMap(listItems);
    if (op === "ratio") return [args[0], args[1]];
    if (op === "compare") return [args[0], args[2]].filter((each) => typeof each !== "object");
    return [args[0]];
  };
  const TESTS = {
    is: ([, allowed], [value]) => typeof value === "string" && allowed.includes(value),
    has: ([, needed], [value]) => needed.every((each) => value.has(each)),
    count: ([, only, least, most], [value]) => {
      const n = read([...value].filter((each) => !only || only.includes(each)).length);
      return compare(n, read(least)) >= 0 && (most === null || compare(n, read(most)) <= 0);
    },
    number: ([, bounds], [value]) => within(value, bounds),
    ratio: ([, , bounds], [part, whole]) => whole.above !== 0n && within(ratio(part, whole), bounds),
    compare: (args, values) => {
      const known = [...values];
      const [left, right] = [args[0], args[2]].map((each) =>
        typeof each === "object" ? read(each.number) : known.shift(),
      );
      return SIGNS[args[1]](compare(left, right));
    },
  };

  /* True, false, or null while an answer that matters is missing. */
  const holds = ({ op, args }, answer) => {
    if (op === "not") {
      const found = holds(args[0], answer);
      return found === null ? null : !found;
    }
    if (op === "all" || op === "any") {
      const found = args.map((each) => holds(each, answer));
      const decisive = op === "any";
      if (found.includes(decisive)) return decisive;
      return found.includes(null) ? null : !decisive;
    }
    const values = listItems({ op, args }).map(answer);
    if (values.includes(NOT_ASKED)) return false;
    return values.includes(null) ? null : TESTS[op](args, values);
  };

  /* The first row that holds; while rows before it are unknown, the range they leave open. */
  const suggest = (rule, answer) => {
    const possible = [];
    const missing = new Set();
    for (const row of rule.rows) {
      const truth = row.when === null ? true : holds(row.when, answer);
      if (truth === false) continue;
      possible.push(row);
      if (truth) break;
      for (const item of listItems(row.when)) if (answer(item) === null) missing.add(item);
    }
    const levels = possible.map((row) => row.level).filter((level) => level !== null);
    levels.sort((a, b) => compare(read(a), read(b)));
    const [low = null, high = null] = [levels[0], levels.at(-1)];
    if (possible.length === 1 && !missing.size) {
      return { level: possible[0].level, low, high, decide: possible[0].decide, missing: [] };
    }
    const isSilent = possible.some((row) => row.decide);
    const isSettled = levels.length && low === high && !isSilent;
    return { level: isSettled ? low : null, low, high, decide: "", missing: [...missing] };
  };

  const KINDS = { number: read, level: read, rating: read, choices: (value) => new Set(value) };

  /* Gives an item's answer: what was seen, else what was claimed; `values` are by question code. */
  const makeLookup = (questions, values) => {
    const byCode = new Map(questions.map((each) => [each.code, each]));
    const asking = new Set();
    const answer = (code) => {
      const question = byCode.get(code);
      if (!question) return NOT_ASKED; // not in force for this year, kind of unit or channel
      const value = values(question);
      if (value !== null && value !== undefined && value !== "") {
        return (KINDS[question.kind] || String)(value);
      }
      if (question.isOutside) return NOT_ASKED;
      if (!question.when || asking.has(code)) return null;
      asking.add(code);
      const isHidden = holds(question.when, answer) === false;
      asking.delete(code);
      return isHidden ? NOT_ASKED : null;
    };
    return answer;
  };

  Field.rules = { holds, suggest, makeLookup };
})();
