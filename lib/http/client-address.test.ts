import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addressBehind, networkOf } from "@/lib/http/client-address";

describe("addressBehind", () => {
  test.each([
    ["takes the socket when no proxy is ours", "192.0.2.7", "203.0.113.9", 0, "192.0.2.7"],
    ["takes what our proxy saw", "10.0.0.1", "203.0.113.9", 1, "203.0.113.9"],
    ["ignores what the visitor wrote in front", "10.0.0.1", "1.2.3.4, 203.0.113.9", 1, "203.0.113.9"],
    ["counts back over two proxies", "10.0.0.1", "1.2.3.4, 203.0.113.9, 10.0.0.2", 2, "203.0.113.9"],
    [
      "takes the furthest hop where there are fewer than proxies",
      "10.0.0.1",
      "203.0.113.9",
      3,
      "203.0.113.9",
    ],
    ["falls back to the socket without the header", "10.0.0.1", null, 1, "10.0.0.1"],
    ["knows nothing without a socket", null, "203.0.113.9", 0, null],
    ["reads ports, brackets and mapped addresses", "::ffff:10.0.0.1", "[2001:db8::1]:443", 1, "2001:db8::1"],
  ])("%s", (_why, socket, forwardedFor, proxies, expected) => {
    expect(addressBehind(socket, forwardedFor, proxies)).toBe(expected);
  });

  test("nothing that a visitor writes changes the answer behind one proxy", () => {
    fc.assert(
      fc.property(fc.string(), (written) => {
        expect(addressBehind("10.0.0.1", `${written}, 203.0.113.9`, 1)).toBe("203.0.113.9");
      }),
    );
  });
});

describe("networkOf", () => {
  test("keeps IPv4 addresses", () => expect(networkOf("203.0.113.9")).toBe("203.0.113.9"));

  test.each([
    ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
    ["2001:db8:1:2::1", "2001:db8:1:2::/64"],
    ["2001:db8::1", "2001:db8:0:0::/64"],
    ["::1", "0:0:0:0::/64"],
    ["2001:0db8:0001:0002::9", "2001:db8:1:2::/64"],
  ])("joins %s with its neighbours", (address, network) => {
    expect(networkOf(address)).toBe(network);
  });
});
