-- Shared by every seat script. Header of the bits key: u32 version, epoch, incarnation, config;
-- then two bits a seat, seat i at u2 #(i+64). See SPEC.md, SEATS. What goes to Redis as text is
-- written as text: a number would be put into words for every call.
local CHUNK = 500

local function clock(given)
  if given ~= '' then return tonumber(given) end
  local time = redis.call('TIME')
  return time[1] * 1000 + math.floor(time[2] / 1000)
end

local function text(number)
  return string.format('%d', number)
end

-- version, epoch, incarnation, config; all 0 when there is no image.
local function header(bits)
  local h = redis.call('BITFIELD', bits, 'GET', 'u32', '0', 'GET', 'u32', '32', 'GET', 'u32', '64',
    'GET', 'u32', '96')
  return h[1], h[2], h[3], h[4]
end

local function at(seat)
  return '#' .. (seat + 64)
end

local function split(list)
  local numbers = {}
  for number in string.gmatch(list, '-?%d+') do numbers[#numbers + 1] = tonumber(number) end
  return numbers
end

-- States of the seats, in their order.
local function states(bits, seats)
  local found = {}
  for from = 1, #seats, CHUNK do
    local args = {}
    for i = from, math.min(from + CHUNK - 1, #seats) do
      args[#args + 1] = 'GET'
      args[#args + 1] = 'u2'
      args[#args + 1] = at(seats[i])
    end
    local values = redis.call('BITFIELD', bits, unpack(args))
    for i = 1, #values do found[#found + 1] = values[i] end
  end
  return found
end

-- Puts seats into a state. The version rises once, in the first command that changes a bit
-- (EPOCH-2); seats already there are left alone.
local function set_seats(bits, seats, state)
  local before = states(bits, seats)
  local changing = {}
  for i = 1, #seats do
    if before[i] ~= state then changing[#changing + 1] = seats[i] end
  end
  for from = 1, #changing, CHUNK do
    local args = {}
    if from == 1 then args = { 'INCRBY', 'u32', '0', '1' } end
    for i = from, math.min(from + CHUNK - 1, #changing) do
      args[#args + 1] = 'SET'
      args[#args + 1] = 'u2'
      args[#args + 1] = at(changing[i])
      args[#args + 1] = state
    end
    redis.call('BITFIELD', bits, unpack(args))
  end
end

-- A holder's entry: the count of seats, then a line `requestId TAB member` for every hold.
local function read_holder(holders, holder)
  local value = redis.call('HGET', holders, holder)
  if not value then return 0, {} end
  local count, lines = nil, {}
  for line in string.gmatch(value, '[^\n]+') do
    if count == nil then count = tonumber(line) else lines[#lines + 1] = line end
  end
  return count, lines
end

local function write_holder(holders, holder, count, lines)
  if count <= 0 then
    redis.call('HDEL', holders, holder)
  elseif #lines == 0 then
    redis.call('HSET', holders, holder, text(count))
  else
    redis.call('HSET', holders, holder, text(count) .. '\n' .. table.concat(lines, '\n'))
  end
end

local function line_member(line)
  return string.sub(line, string.find(line, '\t', 1, true) + 1)
end

-- Takes a hold off its holder's list and changes the holder's count.
local function drop_line(holders, holder, member, change)
  local count, lines = read_holder(holders, holder)
  local kept = {}
  for i = 1, #lines do
    if line_member(lines[i]) ~= member then kept[#kept + 1] = lines[i] end
  end
  write_holder(holders, holder, count + change, kept)
end

-- holdId|holder|cap|seats
local function parse_member(member)
  local holder, cap, seats = string.match(member, '^%d+|([^|]*)|(%d+)|([%d,]+)$')
  return holder, tonumber(cap), seats and split(seats)
end

-- HOLD-7: clears at most `batch` holds whose time is up. Answers their members, and whether
-- further ones have run out.
local function clear_expired(bits, expiring, holders, now, batch)
  local due = redis.call('ZRANGEBYSCORE', expiring, '-inf', text(now), 'LIMIT', 0, batch + 1)
  local more = #due > batch
  if more then due[#due] = nil end
  local freed = {}
  for i = 1, #due do
    local holder, _, seats = parse_member(due[i])
    drop_line(holders, holder, due[i], -#seats)
    redis.call('ZREM', expiring, due[i])
    for j = 1, #seats do freed[#freed + 1] = seats[j] end
  end
  set_seats(bits, freed, 0)
  return due, more
end

-- The reply every script ends with: code, epoch, version, then what the code carries.
local function reply(bits, code, ...)
  local version, epoch = header(bits)
  return { code, epoch, version, ... }
end

-- True when the image is there and belongs to this server's memory (EPOCH-3).
local function current(bits, incarnation)
  local _, epoch, mark = header(bits)
  return epoch ~= 0 and mark == tonumber(incarnation)
end
