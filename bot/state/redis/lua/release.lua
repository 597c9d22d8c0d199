-- holder, step, ms to remember it
-- Gives 1 when the holder has no place now, 0 when it took one by a later step.
local places, back = p .. 'places', p .. 'back:' .. ARGV[1]
local step = tonumber(ARGV[2])
local held = redis.call('HGET', places, ARGV[1])
if held and tonumber(held) > step then return 0 end
redis.call('HDEL', places, ARGV[1])
local before = redis.call('GET', back)
if not before or tonumber(before) < step then redis.call('SET', back, ARGV[2], 'PX', ARGV[3]) end
return 1
