-- What every script begins with. KEYS[1] is the partition's prefix, "huiyin:{h17}:"; all names
-- are built from it, so all keys of a script lie in one slot.
--
-- A queue's entry is "<ms accepted>:<length of id>:<id><body>".
local p = KEYS[1]
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)

-- Writes a number of milliseconds without an exponent.
local function ms(n) return string.format('%.0f', n) end

local function entry(id, body) return ms(now) .. ':' .. #id .. ':' .. id .. body end

local function isHead(queue, conv, id)
  local head = redis.call('LINDEX', p .. queue .. ':' .. conv, 0)
  if not head then return false end
  local _, last, n = string.find(head, '^%d+:(%d+):')
  return string.sub(head, last + 1, last + tonumber(n)) == id
end

-- Tells all processes what partition has something, and what process it comes from.
local function news(topic, process)
  redis.call('PUBLISH', 'huiyin:news', topic .. string.match(p, '{h(%d+)}') .. ':' .. process)
end

-- Appends to a queue, and tells whether the queue was empty.
local function push(queue, conv, id, body)
  redis.call('HINCRBY', p .. 'count', queue, 1)
  return redis.call('RPUSH', p .. queue .. ':' .. conv, entry(id, body)) == 1
end

-- Takes the head off a queue; the next one, if any, can be handed out from then on. Gives how
-- many are left.
local function pop(queue, conv, at)
  redis.call('LPOP', p .. queue .. ':' .. conv)
  redis.call('HDEL', p .. queue .. 'tries', conv)
  redis.call('HINCRBY', p .. 'count', queue, -1)
  local left = redis.call('LLEN', p .. queue .. ':' .. conv)
  if left > 0 then
    redis.call('ZADD', p .. queue .. 'at', ms(at), conv)
  else
    redis.call('ZREM', p .. queue .. 'at', conv)
  end
  return left
end

-- How many milliseconds until the first member of a sorted set has its time; -1 if it is empty.
local function untilFirst(zset)
  local first = redis.call('ZRANGE', p .. zset, 0, 0, 'WITHSCORES')
  if not first[2] then return -1 end
  return math.max(0, tonumber(first[2]) - now)
end
