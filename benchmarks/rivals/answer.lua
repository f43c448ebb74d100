-- Answers of a survey, each with a page of its own; PAUSE milliseconds between two of a connection.
local pause = tonumber(os.getenv("PAUSE") or "0")
local prefix = os.getenv("PREFIX") or "u-U"
local names = { "sex=P", "age=26-35" }
local hex = "0123456789abcdef"

function init(args)
  math.randomseed(os.time() + tonumber(tostring({}):sub(8)) % 1000003)
end

local function digits(n)
  local made = {}
  for i = 1, n do
    local at = math.random(16)
    made[i] = hex:sub(at, at)
  end
  return table.concat(made)
end

local function uuid()
  return digits(8) .. "-" .. digits(4) .. "-4" .. digits(3) .. "-8" .. digits(3) .. "-" .. digits(12)
end

function request()
  local said = { "page=" .. uuid(), "channel=link", "saran=Pelayanan+sudah+baik" }
  for n = 1, 9 do
    said[#said + 1] = prefix .. n .. "=" .. math.random(4)
  end
  for _, each in ipairs(names) do
    said[#said + 1] = each
  end
  local headers = {
    ["Content-Type"] = "application/x-www-form-urlencoded",
    ["X-Forwarded-Proto"] = "https",
    ["X-Forwarded-For"] = "10." .. math.random(250) .. "." .. math.random(250) .. "." .. math.random(250),
  }
  return wrk.format("POST", nil, headers, table.concat(said, "&"))
end

if pause > 0 then
  function delay()
    return pause * (0.5 + math.random())
  end
end

function done(summary, latency, requests)
  io.write(string.format(
    '\n{"requests": %d, "seconds": %f, "p50": %f, "p99": %f, "errors": %d}\n',
    summary.requests, summary.duration / 1e6, latency:percentile(50) / 1e3, latency:percentile(99) / 1e3,
    summary.errors.status + summary.errors.timeout + summary.errors.read + summary.errors.write + summary.errors.connect))
end
