-- conversation, message id, version, next version, session, ms of timer or '', process,
-- number of outgoing messages, then id and body of each, then the events
-- Gives 0 duplicate, -1 conflict, 1 done, 2 done and more messages wait.
-- Versions are compared as text: a number of Lua is exact up to 2^53 only.
local conv = ARGV[1]
if not isHead('in', conv, ARGV[2]) then return 0 end
local session = redis.call('GET', p .. 'session:' .. conv)
local version = session and string.match(session, '^%d+') or '0'
if version ~= ARGV[3] then return -1 end

redis.call('SET', p .. 'session:' .. conv, ARGV[4] .. ':' .. ARGV[5])
if ARGV[6] == '' then
  redis.call('ZREM', p .. 'timer', conv)
else
  redis.call('ZADD', p .. 'timer', ARGV[6], conv)
end

local outs = tonumber(ARGV[8])
local i = 9
for _ = 1, outs do
  if push('out', conv, ARGV[i], ARGV[i + 1]) then
    local gap = tonumber(redis.call('GET', p .. 'gap:' .. conv) or 0)
    redis.call('ZADD', p .. 'outat', ms(math.max(now, gap)), conv)
    news('o', ARGV[7])
  end
  i = i + 2
end
if ARGV[i] then news('j', ARGV[7]) end
while ARGV[i] do
  redis.call('XADD', p .. 'events', '*', 'c', conv, 'b', ARGV[i])
  i = i + 1
end
if pop('in', conv, now) > 0 then return 2 end
return 1
