# Geopolist behind Varnish: pages stay here until the site says that something on them has changed, or their time is over.
#
# Change the two marked blocks, and set PAGE_CDN=varnish://host:port on the site, with every Varnish there is. What ends
# TLS stands in front and says X-Forwarded-Proto; TRUSTED_PROXIES counts it and this one. Needs Varnish 7 and no modules.

vcl 4.1;
import std;

backend site {
  .host = "127.0.0.1";  # change: where the site listens
  .port = "8000";
}
acl machines_of_the_site {
  "127.0.0.1";  # change: who may say what is to be dropped
}

sub vcl_recv {
  if (req.method == "BAN") {
    if (client.ip !~ machines_of_the_site) {
      return (synth(403, "Not yours to drop"));
    }
    # Eight hexadecimal digits a key, as the site's header has them: none is part of another.
    if (req.http.Surrogate-Key !~ "^[0-9a-f]{8}( [0-9a-f]{8})*$") {
      return (synth(400, "No keys"));
    }
    if (!std.ban("obj.http.Surrogate-Key ~ " + regsuball(req.http.Surrogate-Key, " ", "|"))) {
      return (synth(503, std.ban_error()));
    }
    return (synth(200, "Dropped"));
  }
  # Whoever has signed in, or says who they are, gets pages of their own.
  if (req.method !~ "^(GET|HEAD)$" || req.http.Authorization || req.http.Cookie ~ "(^|;)\s*(__Host-)?session\s*=") {
    return (pass);
  }
  # Any other cookie makes no difference to what is kept, and forms need theirs.
  return (hash);
}

sub vcl_backend_response {
  if (beresp.http.Surrogate-Control ~ "^max-age=[0-9]+$") {
    set beresp.ttl = std.duration(regsub(beresp.http.Surrogate-Control, "^max-age=", "") + "s", 0s);
    # Never past its time, not even while a new one is fetched.
    set beresp.grace = 0s;
    set beresp.keep = 0s;
    return (deliver);
  }
}

sub vcl_deliver {
  unset resp.http.Surrogate-Key;
  unset resp.http.Surrogate-Control;
}
