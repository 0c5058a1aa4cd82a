-- REBUILD-4: put a rebuilt image in place, unless a usable one at least as new is there.
-- KEYS  1 bits  2 expiring holds  3 order records  4 holders  5-7 temporary bits, records, holders
-- ARGV  1 incarnation  2 epoch
-- Reply {'OK'}  {'OLDER'}
local _, epoch, mark = header(KEYS[1])
local newer = epoch >= tonumber(ARGV[2]) and mark == tonumber(ARGV[1])
-- Temporary keys expire: a rebuild that slept past that must not wipe what stands.
if newer or redis.call('EXISTS', KEYS[5]) == 0 then
  redis.call('DEL', KEYS[5], KEYS[6], KEYS[7])
  return { 'OLDER' }
end
redis.call('DEL', KEYS[1], KEYS[2], KEYS[3], KEYS[4])
local places = { KEYS[1], KEYS[3], KEYS[4] }
for i = 1, 3 do
  if redis.call('EXISTS', KEYS[4 + i]) == 1 then
    redis.call('RENAME', KEYS[4 + i], places[i])
    redis.call('PERSIST', places[i])
  end
end
return { 'OK' }
