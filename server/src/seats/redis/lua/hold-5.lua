-- HOLD-1 to HOLD-4, HOLD-10, HOLD-11: hold seats, all or nothing.
-- KEYS  1 bits  2 expiring holds  3 order records  4 holders  5 admissions
-- ARGV  1 incarnation  2 now ('' = server time)  3 holder  4 request id  5 ttl ms  6 cap ms
--       7 config  8 sale opens at  9 sale closes at  10 limit  11 orphan rule  12 expiry batch
--       13 seats 'a,b,c', or 'first:capacity:count' of an area  14 runs 'first:length,...'
--       15 number of the admission ('' = none is asked for, 0 = none was shown)  16 its account
-- Reply {'OK', epoch, version, member, expiresAt, cleared}
--       {'TAKEN'|'CHANNEL'|'ORPHAN', epoch, version, seats, cleared}
--       {'LIMIT', epoch, version, limit, cleared}  {'AREA_FULL', epoch, version, free, cleared}
--       {'AGAIN', epoch, version, cleared}  {'LOST'}
--       {'CLOSED'|'STALE_CONFIG'|'NOT_ADMITTED'|'ROOM_LOST', epoch, version}
local bits, expiring, holders = KEYS[1], KEYS[2], KEYS[4]
local incarnation, holder, request = tonumber(ARGV[1]), ARGV[3], ARGV[4]
local ttl, cap_ms, config = tonumber(ARGV[5]), tonumber(ARGV[6]), tonumber(ARGV[7])
local opens, closes, limit = tonumber(ARGV[8]), tonumber(ARGV[9]), tonumber(ARGV[10])
local rule, batch = ARGV[11], tonumber(ARGV[12])
local now = clock(ARGV[2])

-- State of a seat in a copy of the bits key.
local function state_in(copy, seat)
  local byte = string.byte(copy, 17 + math.floor(seat / 4)) or 0
  return math.floor(byte / 4 ^ (3 - seat % 4)) % 4
end

local function pick_places(first, capacity, count)
  local copy = redis.call('GET', bits) or ''
  local free = {}
  for seat = first, first + capacity - 1 do
    if #free == count then break end
    if state_in(copy, seat) == 0 then free[#free + 1] = seat end
  end
  return free
end

-- The free seats that this hold would leave without a free neighbour.
local function orphans(runs, mine)
  local found = {}
  if rule == 'off' then return found end
  local copy = redis.call('GET', bits)
  local function close_block(from, to)
    local left, kept = {}, {}
    for seat = from, to - 1 do
      if not mine[seat] then
        left[#left + 1] = seat
        kept[seat] = true
      end
    end
    if #left == to - from or (rule == 'lenient' and #left == 1) then return end
    for i = 1, #left do
      if not kept[left[i] - 1] and not kept[left[i] + 1] then found[#found + 1] = left[i] end
    end
  end
  for first, length in string.gmatch(runs, '(%d+):(%d+)') do
    local start, stop = tonumber(first), tonumber(first) + tonumber(length)
    for seat = start, stop do
      if seat == stop or not (mine[seat] or state_in(copy, seat) == 0) then
        close_block(start, seat)
        start = seat + 1
      end
    end
  end
  return found
end

-- Sets the bits and reads header and old values in one command.
local function set_and_read(seats)
  local args = { 'GET', 'u32', 0, 'GET', 'u32', 32, 'GET', 'u32', 64, 'GET', 'u32', 96,
    'INCRBY', 'u32', 0, 1 }
  for i = 1, #seats do
    args[#args + 1] = 'SET'
    args[#args + 1] = 'u2'
    args[#args + 1] = at(seats[i])
    args[#args + 1] = 1
  end
  return redis.call('BITFIELD', bits, unpack(args))
end

local function restore(seats, old)
  if old[2] == 0 then
    redis.call('DEL', bits)
    return
  end
  local args = {}
  for i = #seats, 1, -1 do
    args[#args + 1] = 'SET'
    args[#args + 1] = 'u2'
    args[#args + 1] = at(seats[i])
    args[#args + 1] = old[5 + i]
  end
  args[#args + 1] = 'SET'
  args[#args + 1] = 'u32'
  args[#args + 1] = 0
  args[#args + 1] = old[1]
  redis.call('BITFIELD', bits, unpack(args))
end

local function repeated(lines)
  for i = 1, #lines do
    local tab = string.find(lines[i], '\t', 1, true)
    if string.sub(lines[i], 1, tab - 1) == request then
      local member = string.sub(lines[i], tab + 1)
      local score = redis.call('ZSCORE', expiring, member)
      if score and tonumber(score) > now then return member, tonumber(score) end
    end
  end
end

-- What stands against the hold once its bits are set: code and what the code carries.
local function refusal(seats, old, count)
  local taken, withheld = {}, {}
  for i = 1, #seats do
    local before = old[5 + i]
    if before == 1 or before == 2 then taken[#taken + 1] = seats[i] end
    if before == 3 then withheld[#withheld + 1] = seats[i] end
  end
  if #taken > 0 then return 'TAKEN', taken end
  if #withheld > 0 then return 'CHANNEL', withheld end
  if count + #seats > limit then return 'LIMIT', limit end
  if rule == 'off' then return nil end
  local mine = {}
  for i = 1, #seats do mine[seats[i]] = true end
  local single = orphans(ARGV[14], mine)
  if #single > 0 then return 'ORPHAN', single end
end

-- WAIT-4: what the waiting room says now is asked, whatever the token said.
local function kept_out()
  if ARGV[15] == '' then return nil end
  local found = redis.call('HMGET', KEYS[5], '#', ARGV[16])
  if tonumber(found[1] or 0) ~= incarnation then return 'ROOM_LOST' end
  local number, till = string.match(found[2] or '', '^(%d+)|(%d+)|')
  if number ~= ARGV[15] or now >= tonumber(till) then return 'NOT_ADMITTED' end
end

local function keep(seats, version)
  local cap = now + cap_ms
  local expires = math.min(now + ttl, cap)
  local member = text(version) .. '|' .. holder .. '|' .. text(cap) .. '|'
    .. table.concat(seats, ',')
  local count, lines = read_holder(holders, holder)
  lines[#lines + 1] = request .. '\t' .. member
  redis.call('ZADD', expiring, text(expires), member)
  write_holder(holders, holder, count + #seats, lines)
  return member, expires
end

-- One try. Answers code and what it carries; a refusal leaves no trace.
local function try()
  local seats
  local first, capacity, wanted = string.match(ARGV[13], '^(%d+):(%d+):(%d+)$')
  if first then
    if not current(bits, incarnation) then return 'LOST' end
    seats = pick_places(tonumber(first), tonumber(capacity), tonumber(wanted))
  else
    seats = split(ARGV[13])
  end
  local old = set_and_read(seats)
  if old[2] == 0 or old[3] ~= incarnation then
    restore(seats, old)
    return 'LOST'
  end
  if old[4] ~= config then
    restore(seats, old)
    return 'STALE_CONFIG'
  end
  if now < opens or now >= closes then
    restore(seats, old)
    return 'CLOSED'
  end
  local count, lines = read_holder(holders, holder)
  local member, score = repeated(lines)
  if member then
    restore(seats, old)
    return 'OK', member, score
  end
  local out = kept_out()
  if out then
    restore(seats, old)
    return out
  end
  if first and #seats < tonumber(wanted) then
    restore(seats, old)
    return 'AREA_FULL', #seats
  end
  local code, detail = refusal(seats, old, count)
  if code then
    restore(seats, old)
    return code, detail
  end
  return 'OK', keep(seats, old[5])
end

local function worth_clearing(code)
  return code == 'TAKEN' or code == 'LIMIT' or code == 'AREA_FULL'
end

local code, detail, extra = try()
local cleared, more = {}, false
if worth_clearing(code) then
  cleared, more = clear_expired(bits, expiring, holders, now, batch)
  if #cleared > 0 then code, detail, extra = try() end
end
if code == 'LOST' then return { 'LOST' } end
if code == 'OK' then return reply(bits, 'OK', detail, extra, cleared) end
if code == 'CLOSED' or code == 'STALE_CONFIG' then return reply(bits, code) end
if code == 'NOT_ADMITTED' or code == 'ROOM_LOST' then return reply(bits, code) end
if worth_clearing(code) and more then return reply(bits, 'AGAIN', cleared) end
return reply(bits, code, detail, cleared)
