// Texts that harm whoever takes them for more than texts.
export const payloads = [
  '"><img src=x onerror=alert(1)>',
  '</script><script>alert(1)</script>',
  '<svg/onload=alert(1)>',
  "'-alert(1)-'",
  '{{7*7}}',
  '${7*7}',
  '<!--',
  ']]>',
  'javascript:alert(1)',
  '=1+1',
  "<style>@import'//x'</style>",
  '&lt;b&gt;',
  'a\u2028b',
  '𝕏'.repeat(63),
] as const;
