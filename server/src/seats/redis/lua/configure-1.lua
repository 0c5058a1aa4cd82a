-- EPOCH-6: raise the number of the sale configuration.
-- KEYS  1 bits
-- ARGV  1 incarnation  2 config
-- Reply {'OK', epoch, version}  {'LOST'}
if not current(KEYS[1], ARGV[1]) then return { 'LOST' } end
local _, _, _, config = header(KEYS[1])
if tonumber(ARGV[2]) > config then
  redis.call('BITFIELD', KEYS[1], 'SET', 'u32', 96, ARGV[2])
end
return reply(KEYS[1], 'OK')
