-- holder, step, limit
-- Gives 1 when the holder has a place; 0 when others have them all, or when the holder gave it back
-- by the same step or a later one.
local places, holder = p .. 'places', ARGV[1]
local step = tonumber(ARGV[2])
local held = redis.call('HGET', places, holder)
if held then
  if step > tonumber(held) then redis.call('HSET', places, holder, ARGV[2]) end
  return 1
end
local back = redis.call('GET', p .. 'back:' .. holder)
if back and step <= tonumber(back) then return 0 end
if redis.call('HLEN', places) >= tonumber(ARGV[3]) then return 0 end
redis.call('HSET', places, holder, ARGV[2])
return 1
