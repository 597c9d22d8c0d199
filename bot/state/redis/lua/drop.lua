-- queue, conversation, id, ms of gap, '1' to bury it, why
-- Takes the head off. Gives how many are left, -1 if id is not the head.
local queue, conv, id, gap = ARGV[1], ARGV[2], ARGV[3], tonumber(ARGV[4])
if not isHead(queue, conv, id) then return -1 end
if ARGV[5] == '1' then
  local head = redis.call('LINDEX', p .. queue .. ':' .. conv, 0)
  redis.call('XADD', p .. 'dead', '*', 'c', conv, 'q', queue, 'e', head, 'why', ARGV[6])
end
local left = pop(queue, conv, now + gap)
if left == 0 and gap > 0 then -- the gap also holds for what is committed meanwhile
  redis.call('SET', p .. 'gap:' .. conv, ms(now + gap), 'PX', ms(gap))
end
return left
