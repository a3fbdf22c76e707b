/** Hostile URLs: forms that some parser somewhere reads as the right host. Rows of one table multiply with every role and region. */
#ifndef JUMIO_TEST_HOSTILE_URLS_H
#define JUMIO_TEST_HOSTILE_URLS_H

#define A "9b7e2a10-5c44-4f6d-8e21-5a4d3c2b1a02"
#define W "3f0c1d52-7a41-4c0e-9a55-0d8c1e6f7a01"
#define C "a1d0c0de-0001-4a00-8000-000000000001"
#define GOOD_PATH "/api/v1/accounts/" A "/workflow-executions/" W "/credentials/" C "/parts/FRONT"

/* clang-format off */
/* "{h}" is the role's own host. */
static const char *const hostile_urls[] = {
    "", "x", "https", "https:", "https://", "https:///", "{h}", "{h}" GOOD_PATH, "//{h}" GOOD_PATH, "/" GOOD_PATH, GOOD_PATH,
    "http://{h}" GOOD_PATH, "HTTP://{h}" GOOD_PATH, "HTTPS://{h}" GOOD_PATH, "https:/{h}" GOOD_PATH, "https:{h}" GOOD_PATH,
    "https:///{h}" GOOD_PATH, "https:////{h}" GOOD_PATH, "https:\\\\{h}" GOOD_PATH, "https:\\/{h}" GOOD_PATH, "https:/\\{h}" GOOD_PATH,
    "ftp://{h}" GOOD_PATH, "ftps://{h}" GOOD_PATH, "file://{h}" GOOD_PATH, "file:///etc/passwd", "gopher://{h}" GOOD_PATH,
    "ws://{h}" GOOD_PATH, "wss://{h}" GOOD_PATH, "ldap://{h}" GOOD_PATH, "dict://{h}" GOOD_PATH, "smb://{h}" GOOD_PATH,
    "tftp://{h}" GOOD_PATH, "javascript://{h}" GOOD_PATH, "data:text/html,{h}", "view-source:https://{h}" GOOD_PATH,
    "url:https://{h}" GOOD_PATH, "blob:https://{h}" GOOD_PATH, "jar:https://{h}!" GOOD_PATH, "https+unix://{h}" GOOD_PATH,
    " https://{h}" GOOD_PATH, "\thttps://{h}" GOOD_PATH, "\r\nhttps://{h}" GOOD_PATH, "\357\273\277https://{h}" GOOD_PATH,
    "https://{h}" GOOD_PATH "\040", "https://{h}" GOOD_PATH "\n", "https://{h}" GOOD_PATH "\r\n", "https://{h}" GOOD_PATH "\t",
    "<https://{h}" GOOD_PATH ">", "\"https://{h}" GOOD_PATH "\"", "https ://{h}" GOOD_PATH, "https: //{h}" GOOD_PATH,
    "https:// {h}" GOOD_PATH, "h\nttps://{h}" GOOD_PATH, "ht\ttps://{h}" GOOD_PATH, "\357\275\210ttps://{h}" GOOD_PATH,
    "https%3A//{h}" GOOD_PATH, "https:%2F%2F{h}" GOOD_PATH, "https://{h}\\" GOOD_PATH, "https://{h}" GOOD_PATH "#",
    "https://{h}" GOOD_PATH "#x", "https://{h}" GOOD_PATH "?", "https://{h}" GOOD_PATH "?x=1", "https://{h}" GOOD_PATH "?@evil.example",
    "https://{h}" GOOD_PATH "#@evil.example", "https://{h}?" GOOD_PATH, "https://{h}#" GOOD_PATH, "https://{h};" GOOD_PATH,
    "https://{h}," GOOD_PATH, "https://{h}&" GOOD_PATH, "https://{h}" GOOD_PATH "\001", "https://{h}/" GOOD_PATH,
};

/* Hosts in the place of the right one, followed by the right path. */
static const char *const hostile_hosts[] = {
    "evil.example", "evil.example:443", "{h}.evil.example", "{h}.", "{h}..", ".{h}", "..{h}", "evil.{h}", "evil-{h}", "{h}-evil",
    "{h}evil", "x{h}", "{h}x", "jumio.ai", "www.jumio.ai", "web.{h}", "jumio.ai.evil.example", "jumio.link", "api.emea-1.jumiopp.link",
    "jumio.ai.", "{h}@evil.example", "{h}:443@evil.example", "{h}:x@evil.example", "user@{h}", "user:pw@{h}", "@{h}", ":@{h}", ":x@{h}",
    "{h}@", "@@{h}", "evil.example@{h}", "evil.example:80@{h}", "evil.example\\@{h}", "evil.example%5C@{h}", "evil.example/@{h}",
    "evil.example#@{h}", "evil.example?@{h}", "evil.example;@{h}", "evil.example%23@{h}", "evil.example%3F@{h}", "evil.example%2F@{h}",
    "evil.example\\.{h}", "{h}\\@evil.example", "{h}\\.evil.example", "{h}#@evil.example", "{h}#.evil.example", "{h}?.evil.example",
    "{h}/.evil.example", "{h}%23.evil.example", "{h}%2f.evil.example", "{h}%5c.evil.example", "{h}%00.evil.example",
    "{h}%0d%0a.evil.example", "{h}%20", "{h} .evil.example", "{h}\t.evil.example", "{h}\n.evil.example", "{h}\r\nHost: evil.example",
    "{h}\001", "{h}\177", "%20{h}", " {h}", "{h}:", "{h}:0", "{h}:1", "{h}:80", "{h}:8443", "{h}:444", "{h}:4430", "{h}:0443",
    "{h}:00443", "{h}:65979", "{h}:4294967739", "{h}:-443", "{h}:+443", "{h}: 443", "{h}:443 ", "{h}:4a43", "{h}:0x1bb", "{h}:443:443",
    "{h}:443@evil.example", "{h}:https", "{h}:443.", "{h}:%34%34%33", "{h}::443", "{h}:\331\244\331\244\331\243", "[{h}]", "[{h}]:443",
    "[{h}", "{h}]", "({h})", "{h},evil.example", "{h};evil.example", "{h}|evil.example", "{h}&evil.example", "{h}$evil.example",
    "{h}!evil.example", "{h}*", "*.jumio.ai", "*", "$", "{h}'", "{h}\"", "{h}<", "{h}>", "{h}`", "{h}^", "{h}{", "{h}_", "{h}~", "{h}=",
    "{h}+", "127.0.0.1", "127.1", "127.0.0.1.", "0.0.0.0", "0", "169.254.169.254", "10.0.0.1", "192.168.0.1", "172.16.0.1", "2130706433",
    "0x7f.1", "0x7f000001", "0x7F.0x0.0x0.0x1", "017700000001", "0177.0.0.1", "00000177.1", "[::1]", "[::]", "[::ffff:127.0.0.1]",
    "[::ffff:7f00:1]", "[0:0:0:0:0:ffff:169.254.169.254]", "[fe80::1]", "[fe80::1%25eth0]", "[fc00::1]", "[64:ff9b::a9fe:a9fe]",
    "[2002:7f00:1::]", "localhost", "LOCALHOST", "localhost.localdomain", "metadata.google.internal", "169.254.169.254.nip.io",
    "\342\221\240\342\221\241\342\221\246.0.0.1", "xn--pi-7ia.emea-1.jumio.ai", "xn--jumo-0qa.ai", "\320\260pi.emea-1.jumio.ai",
    "api.emea-1.jum\304\261o.ai", "\357\275\201pi.emea-1.jumio.ai", "api\357\274\216emea-1.jumio.ai", "api\343\200\202emea-1.jumio.ai",
    "api\357\275\241emea-1.jumio.ai", "api%2eemea-1%2ejumio%2eai", "api%2Eemea-1.jumio.ai", "%61pi.emea-1.jumio.ai",
    "api%EF%BC%8Eemea-1.jumio.ai", "api.emea%2d1.jumio.ai", "api.emea-1.jumio%E3%80%82ai", "api\302\255.emea-1.jumio.ai",
    "api.emea-1.jumio.ai\342\200\213", "api\342\200\215.emea-1.jumio.ai", "\342\200\256ia.oimuj.1-aeme.ipa", "api.emea-1.jumio.\303\240i",
    "api.emea-1.jumio.ai\342\204\201@evil.example", "\377\376", "api\300\256emea-1.jumio.ai", "api.emea-1-jumio.ai",
    "api-emea-1.jumio.ai", "api.emea-1.jumio", "api.emea-1..jumio.ai", "api.emea.jumio.ai", "api.emea-2.jumio.ai", "api.emea-1.jumio.com",
    "api.emea-1.jumio.ai.com", "emea-1.jumio.ai", "api.jumio.ai", "lon.netverify.com", "netverify.com", "core-sgp.jumio.com",
    "web-sdk.emea-1.jumio.ai", "acme.web.emea-1.jumio.ai", "api.us-1.jumio.ai", "apiemea-1.jumio.ai",
};

/* Paths after the right origin. */
static const char *const hostile_paths[] = {
    "", "/", "/api", "/api/", "/api/v1", "/api/v1/", "/api/v1/x", "/api/v2/accounts/" A "/" W "/" C, "/API/v1/accounts/" A "/" W "/" C,
    "/Api/V1/accounts/" A "/" W "/" C, "/apix/v1/" A "/" W "/" C, "/api/v10/" A "/" W "/" C, "/xapi/v1/" A "/" W "/" C,
    "/v1/" A "/" W "/" C, "/oauth2/token", "/x" GOOD_PATH, "//api/v1/" A "/" W "/" C, "/api//v1/" A "/" W "/" C,
    "/api/v1//" A "/" W "/" C, "\\api\\v1\\" A "\\" W "\\" C, "/api/v1\\" A "/" W "/" C, "/api/v1/" A "/" W "/" C "/",
    "/api/v1/" A "//" W "/" C, "/api/v1/../v1/" A "/" W "/" C, "/api/v1/../../" A "/" W "/" C, "/api/v1/" A "/" W "/" C "/..",
    "/api/v1/" A "/" W "/" C "/../..", "/api/v1/" A "/" W "/" C "/.", "/api/v1/./" A "/" W "/" C, "/api/v1/%2e%2e/" A "/" W "/" C,
    "/api/v1/%2E%2E/" A "/" W "/" C, "/api/v1/.%2e/" A "/" W "/" C, "/api/v1/%2e./" A "/" W "/" C, "/api/v1/%2e/" A "/" W "/" C,
    "/api/v1/%252e%252e/" A "/" W "/" C, "/api/v1/%c0%ae%c0%ae/" A "/" W "/" C, "/api/v1/..;/" A "/" W "/" C,
    "/api/v1/..;x=1/" A "/" W "/" C, "/api/v1/;/" A "/" W "/" C, "/api/v1/x;y=z/" A "/" W "/" C, "/api/v1/..%2f/" A "/" W "/" C,
    "/api/v1/..%5c/" A "/" W "/" C, "/api/v1/..\\" A "/" W "/" C, "/api/v1/..%00/" A "/" W "/" C, "/api/v1/..%0d%0a/" A "/" W "/" C,
    "/api%2fv1/" A "/" W "/" C, "/api/v1%2f" A "/" W "/" C, "/%61pi/v1/" A "/" W "/" C, "/api/v1/" A "%2f" W "/" C,
    "/api/v1/" A "/" W "/" C "%00", "/api/v1/" A "/" W "/" C "%20", "/api/v1/" A "/" W "/" C "%0d%0aX: y",
    "/api/v1/" A "/" W "/" C "\r\nX: y", "/api/v1/" A "/" W "/" C " HTTP/1.1\r\nHost: evil.example", "/api/v1/" A "/" W "/" C "\t",
    "/api/v1/" A "/" W "/" C "\200", "/api/v1/" A "/" W "/" C "\342\200\250", "/api/v1/" A "/" W "/" C "/\357\274\217",
    "/api/v1/" A "/" W, "/api/v1/" A "/" C, "/api/v1/" W "/" C, "/api/v1/accounts", "/api/v1/" A A "/" W "/" C, "/api/v1/x" A "/" W "/" C,
    "/api/v1/" A "x/" W "/" C, "/api/v1/" A "." W "." C, "/api/v1/" A "-" W "-" C, "/api/v1/" A "/" W "?" C, "/api/v1/" A "/" W "#" C,
    "/api/v1/" A "/" W "/x?id=" C, "/api/v1/9b7e2a10-5c44-4f6d-8e21-5a4d3c2b1a03/" W "/" C,
    "/api/v1/9b7e2a105c444f6d8e215a4d3c2b1a02/" W "/" C, "/api/v1/{" A "}/" W "/" C,
    "/api/v1/%39b7e2a10-5c44-4f6d-8e21-5a4d3c2b1a02/" W "/" C, "/api/v1/" A "/" W "/" C ":443", "/api/v1/" A "/" W "/" C "@evil.example",
    "/api/v1/@evil.example/" A "/" W "/" C, "/api/v1/http://evil.example/" A "/" W "/" C, "/api/v1/" A "/" W "/" C "*",
    "/api/v1/" A "/" W "/" C "'", "/api/v1/" A "/" W "/" C "'OR 1=1", "/api/v1/" A "/" W "/" C "|", "/api/v1/" A "/" W "/" C "<",
    "/api/v1/" A "/" W "/" C "\\", "api/v1/" A "/" W "/" C, ".evil.example/api/v1/" A "/" W "/" C, "@evil.example/api/v1/" A "/" W "/" C,
    ":@evil.example/api/v1/" A "/" W "/" C,
};
/* clang-format on */

#endif
