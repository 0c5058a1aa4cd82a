-- HOLD-1 to HOLD-4, HOLD-10, HOLD-11: hold seats, all or nothing.
-- KEYS  1 bits  2 expiring holds  3 holders  4 admissions
-- ARGV  1 incarnation  2 config  3 sale opens at  4 sale closes at  5 limit  6 ttl ms  7 cap ms
--       8 expiry batch  9 holder  10 request id
--       11 seats 'a,b,c', or 'first:capacity:count' of an area
--       12 '' or what few sales have: 'now|orphan rule|admission|runs|account'; now '' = server
--          time, admission '' = none is asked for, 0 = none was shown, runs 'first:length,...'
--       13... the place of each seat in the bits, '#64' for seat 0; none for an area
-- Reply 'expiresAt epoch.member' of the hold just made; its id is the version. Of all else:
--       {'OK', epoch, version, member, expiresAt, cleared}
--       {'TAKEN'|'CHANNEL'|'ORPHAN', epoch, version, seats, cleared}
--       {'LIMIT', epoch, version, limit, cleared}  {'AREA_FULL', epoch, version, free, cleared}
--       {'AGAIN', epoch, version, cleared}  {'LOST'}
--       {'CLOSED'|'STALE_CONFIG'|'NOT_ADMITTED'|'ROOM_LOST', epoch, version}
-- Most holds are granted, and a function that is only defined costs as much as one that is used:
-- the granting of listed seats comes first, in one piece and with numbers written as text.
local call, bits, expiring, holders = redis.call, KEYS[1], KEYS[2], KEYS[3]
local incarnation, config, limit = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[5])
local holder, request = ARGV[9], ARGV[10]
local given, rule, admission, runs, account = '', 'off', '', '', ''
if ARGV[12] ~= '' then
  given, rule, admission, runs, account =
    string.match(ARGV[12], '^(%d*)|(%a+)|(%d*)|([%d:,]*)|(.*)$')
end
local now
if given == '' then
  local time = call('TIME')
  now = time[1] * 1000 + math.floor(time[2] / 1000)
else
  now = tonumber(given)
end
local open = now >= tonumber(ARGV[3]) and now < tonumber(ARGV[4])

-- WAIT-4: what the waiting room says now is asked, whatever the token said.
local kept_out
if admission ~= '' then
  local found = call('HMGET', KEYS[4], '#', account)
  local number, till = string.match(found[2] or '', '^(%d+)|(%d+)|')
  if tonumber(found[1] or 0) ~= incarnation then
    kept_out = 'ROOM_LOST'
  elseif number ~= admission or now >= tonumber(till) then
    kept_out = 'NOT_ADMITTED'
  end
end

-- Sets the bits and reads header and old values in one command: epoch, incarnation, config, the
-- new version, then what each seat was.
local old, free
local count = #ARGV - 12
if count == 1 then
  old = call('BITFIELD', bits, 'GET', 'u32', '32', 'GET', 'u32', '64', 'GET', 'u32', '96',
    'INCRBY', 'u32', '0', '1', 'SET', 'u2', ARGV[13], '1')
  free = old[5] == 0
elseif count > 1 then
  local args = { 'GET', 'u32', '32', 'GET', 'u32', '64', 'GET', 'u32', '96',
    'INCRBY', 'u32', '0', '1' }
  for i = 13, #ARGV do
    local n = #args
    args[n + 1], args[n + 2], args[n + 3], args[n + 4] = 'SET', 'u2', ARGV[i], '1'
  end
  old = call('BITFIELD', bits, unpack(args))
  free = true
  for i = 5, #old do free = free and old[i] == 0 end
end

if free and open and rule == 'off' and not kept_out
  and old[1] ~= 0 and old[2] == incarnation and old[3] == config then
  local entry = call('HGET', holders, holder)
  local has, lines = 0, ''
  if entry then
    local digits = string.match(entry, '^%d+')
    has, lines = tonumber(digits), string.sub(entry, #digits + 1)
  end
  if has + count <= limit and not (entry and string.find(lines, '\n' .. request .. '\t', 1, true)) then
    local cap = now + ARGV[7]
    local expires = string.format('%d', math.min(now + ARGV[6], cap))
    local member = string.format('%d|%s|%d|%s', old[4], holder, cap, ARGV[11])
    call('ZADD', expiring, expires, member)
    call('HSET', holders, holder, has + count .. lines .. '\n' .. request .. '\t' .. member)
    return expires .. ' ' .. old[1] .. '.' .. member
  end
end

--- common

-- A copy of the bits of some seats, and the seat that it begins with.
local function copy_of(first, length)
  local from, to = math.floor(first / 4), math.floor((first + length - 1) / 4)
  return call('GETRANGE', bits, 16 + from, 16 + to), from * 4
end

-- State of the seat that is so many after the first of a copy.
local function state_in(copy, offset)
  local byte = string.byte(copy, 1 + math.floor(offset / 4)) or 0
  return math.floor(byte / 4 ^ (3 - offset % 4)) % 4
end

local function pick_places(first, capacity, wanted)
  local copy, from = copy_of(first, capacity)
  local picked = {}
  for seat = first, first + capacity - 1 do
    if #picked == wanted then break end
    if state_in(copy, seat - from) == 0 then picked[#picked + 1] = seat end
  end
  return picked
end

-- The free seats that this hold would leave without a free neighbour.
local function orphans(mine)
  local found = {}
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
    local copy, from = copy_of(start, stop - start)
    for seat = start, stop do
      if seat == stop or not (mine[seat] or state_in(copy, seat - from) == 0) then
        close_block(start, seat)
        start = seat + 1
      end
    end
  end
  return found
end

local function set_and_read(seats)
  local args = { 'GET', 'u32', '32', 'GET', 'u32', '64', 'GET', 'u32', '96',
    'INCRBY', 'u32', '0', '1' }
  for i = 1, #seats do
    local n = #args
    args[n + 1], args[n + 2], args[n + 3], args[n + 4] = 'SET', 'u2', at(seats[i]), '1'
  end
  return call('BITFIELD', bits, unpack(args))
end

local function restore(seats, before)
  if before[1] == 0 then
    call('DEL', bits)
    return
  end
  local args = { 'INCRBY', 'u32', '0', '-1' }
  for i = #seats, 1, -1 do
    local n = #args
    args[n + 1], args[n + 2], args[n + 3], args[n + 4] = 'SET', 'u2', at(seats[i]), before[4 + i]
  end
  call('BITFIELD', bits, unpack(args))
end

local function repeated(lines)
  for i = 1, #lines do
    local tab = string.find(lines[i], '\t', 1, true)
    if string.sub(lines[i], 1, tab - 1) == request then
      local member = string.sub(lines[i], tab + 1)
      local score = call('ZSCORE', expiring, member)
      if score and tonumber(score) > now then return member, tonumber(score) end
    end
  end
end

-- What stands against the hold once its bits are set: code and what the code carries.
local function refusal(seats, before, has)
  local taken, withheld = {}, {}
  for i = 1, #seats do
    local state = before[4 + i]
    if state == 1 or state == 2 then taken[#taken + 1] = seats[i] end
    if state == 3 then withheld[#withheld + 1] = seats[i] end
  end
  if #taken > 0 then return 'TAKEN', taken end
  if #withheld > 0 then return 'CHANNEL', withheld end
  if has + #seats > limit then return 'LIMIT', limit end
  if rule == 'off' then return nil end
  local mine = {}
  for i = 1, #seats do mine[seats[i]] = true end
  local single = orphans(mine)
  if #single > 0 then return 'ORPHAN', single end
end

local function keep(seats, version, has, lines)
  local cap = now + ARGV[7]
  local expires = math.min(now + ARGV[6], cap)
  local member = text(version) .. '|' .. holder .. '|' .. text(cap) .. '|'
    .. table.concat(seats, ',')
  lines[#lines + 1] = request .. '\t' .. member
  call('ZADD', expiring, text(expires), member)
  write_holder(holders, holder, has + #seats, lines)
  return member, expires
end

-- What is said to bits that are set: code and what it carries; nothing when the hold is granted.
local function against(seats, before, short)
  if before[1] == 0 or before[2] ~= incarnation then return 'LOST' end
  if before[3] ~= config then return 'STALE_CONFIG' end
  if not open then return 'CLOSED' end
  local has, lines = read_holder(holders, holder)
  local member, score = repeated(lines)
  if member then return 'OK', member, score end
  if kept_out then return kept_out end
  if short then return 'AREA_FULL', #seats end
  local code, detail = refusal(seats, before, has)
  if code then return code, detail end
  return nil, has, lines
end

-- One try. Answers code and what it carries; a refusal leaves no trace.
local function try(before)
  local seats, short
  local first, capacity, wanted = string.match(ARGV[11], '^(%d+):(%d+):(%d+)$')
  if first then
    if not current(bits, incarnation) then return 'LOST' end
    seats = pick_places(tonumber(first), tonumber(capacity), tonumber(wanted))
    short = #seats < tonumber(wanted)
  else
    seats = split(ARGV[11])
  end
  before = before or set_and_read(seats)
  local code, detail, extra = against(seats, before, short)
  if code then
    restore(seats, before)
    return code, detail, extra
  end
  return 'OK', keep(seats, before[4], detail, extra)
end

local function worth_clearing(code)
  return code == 'TAKEN' or code == 'LIMIT' or code == 'AREA_FULL'
end

local code, detail, extra = try(old)
local cleared, more = {}, false
if worth_clearing(code) then
  cleared, more = clear_expired(bits, expiring, holders, now, tonumber(ARGV[8]))
  if #cleared > 0 then code, detail, extra = try() end
end
if code == 'LOST' then return { 'LOST' } end
if code == 'OK' then return reply(bits, 'OK', detail, extra, cleared) end
if code == 'CLOSED' or code == 'STALE_CONFIG' then return reply(bits, code) end
if code == 'NOT_ADMITTED' or code == 'ROOM_LOST' then return reply(bits, code) end
if worth_clearing(code) and more then return reply(bits, 'AGAIN', cleared) end
return reply(bits, code, detail, cleared)
