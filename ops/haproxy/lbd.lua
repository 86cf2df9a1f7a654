-- Asks lbd's forward-auth listener, and leaves its answer in variables of the transaction. Needs HAProxy 2.5 or later.
local url = "http://127.0.0.1:8902/pick"

local function first(headers, name)
  local values = headers and headers[name]
  return values and (values[0] or values[1])
end

local function ask(txn, more)
  local headers = {
    cookie = { txn.sf:req_hdr("cookie") or "" },
    ["x-original-uri"] = { txn.sf:url() or "/" },
    ["x-original-method"] = { txn.sf:method() or "GET" },
    ["x-real-ip"] = { txn.sf:src() or "" },
    ["x-forwarded-proto"] = { txn.sf:ssl_fc() == 1 and "https" or "http" },
  }
  for name, value in pairs(more) do headers[name] = { value } end
  local ok, answer = pcall(function()
    return core.httpclient():get{ url = url, headers = headers, timeout = 250 }
  end)
  return ok and answer or nil
end

local function take(txn, answer)
  txn:set_var("txn.lb_backend", first(answer.headers, "x-lb-backend"))
  local cookie = first(answer.headers, "x-lb-set-cookie")
  if cookie then txn:set_var("txn.lb_cookie", cookie) end
end

core.register_action("lbd_pick", { "http-req" }, function(txn)
  local answer = ask(txn, {})
  if not answer then return end
  if answer.status == 200 then take(txn, answer)
  elseif answer.status == 403 then txn:set_var("txn.lb_refused", "1") end
  -- What the second ask needs, for headers of the request are gone by then.
  txn:set_var("txn.lb_request_cookie", txn.sf:req_hdr("cookie") or "")
end, 0)

core.register_action("lbd_served", { "http-res" }, function(txn)
  local wanted, served = txn:get_var("txn.lb_backend"), txn:get_var("txn.lb_served")
  local before = txn:get_var("txn.lb_request_cookie")
  if not before or not wanted or not served or served == wanted then return end
  local more = { cookie = before, ["x-lb-tried"] = wanted, ["x-lb-served"] = served }
  local given = txn:get_var("txn.lb_cookie")
  if given then more["x-lb-set-cookie"] = given end
  local answer = ask(txn, more)
  if answer and answer.status == 200 then take(txn, answer) end
end, 0)
