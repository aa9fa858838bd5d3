/**
 * The Lua code around a health script: it adds the functions of Argo CD's Lua 5.1 that 5.4 does not have, removes those
 * that reach outside, and checks what the script returned. The host sets its globals `obj` and `script`.
 */
export const PRELUDE = `
local load, type, next, error, pairs = load, type, next, error, pairs
local mathtype, tointeger = math.type, math.tointeger
local format, rawtostring, select, pack = string.format, tostring, select, table.pack
local source = script
script = nil

-- Lua 5.1 has one kind of number, and writes 3.0 as 3.
local function plain(value)
  if mathtype(value) == 'float' then return tointeger(value) or value end
  return value
end
function tostring(value) return rawtostring(plain(value)) end
function string.format(pattern, ...)
  local values = pack(...)
  local at = 0
  for letter in pattern:gsub('%%%%', ''):gmatch('%%[-+ #0]*%d*%.?%d*(%a)') do
    at = at + 1
    local value = plain(values[at])
    if mathtype(value) == 'float' and (letter == 'd' or letter == 'i' or letter == 'x' or letter == 'X') then
      value = tointeger(value < 0 and math.ceil(value) or math.floor(value)) or value
    end
    if at <= values.n then values[at] = value end
  end
  return format(pattern, table.unpack(values, 1, values.n))
end

unpack = table.unpack
function table.getn(list) return #list end
function table.maxn(list)
  local most = 0
  for key in pairs(list) do
    if mathtype(key) and key > most then most = key end
  end
  return most
end
function math.pow(base, exponent) return base ^ exponent end
function math.log10(value) return math.log(value, 10) end
math.mod = math.fmod
function loadstring(text, name) return load(text, name, 't') end

print = function() end
os = { time = os.time, date = os.date, clock = os.clock, difftime = os.difftime }
local modules = { os = os, string = string, table = table, math = math }
function require(name)
  return modules[name] or error("module '" .. rawtostring(name) .. "' not found", 2)
end
local function textual(text, name, _, ...)
  return load(text, name, 't', ...)
end
_G.load = textual
dofile, loadfile, collectgarbage, string.dump = nil, nil, nil, nil

local chunk, problem = load(source, '=health.lua', 't')
if not chunk then error(problem, 0) end
local returned = chunk()
local answer = { returned = type(returned) }
if type(returned) == 'table' then
  answer.empty = next(returned) == nil
  answer.status, answer.statusType = returned.status, type(returned.status)
  answer.message, answer.messageType = returned.message, type(returned.message)
  if type(answer.status) ~= 'string' then answer.status = nil end
  if type(answer.message) ~= 'string' then answer.message = nil end
end
return answer
`;
