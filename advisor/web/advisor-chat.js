// Puts the advisor's chat into any page:
//   <script src="https://advisor.example/web/advisor-chat.js" data-token-url="/my/token" data-lang="zh" defer></script>
// data-token-url  address of the portal that gives {"token": "..."} for the merchant who is signed in (required)
// data-lang       zh or en; the merchant may switch
// data-api        where the chat's channel is, if not beside this file
// data-docked     on wide screens stay open at the right edge (set --advisor-chat-top for a page header)
(() => {
  "use strict";
  const script = document.currentScript;
  const { tokenUrl, lang, api, docked } = script.dataset;
  if (!tokenUrl) throw new Error("advisor-chat: data-token-url is missing");
  const settings = {
    tokenUrl: new URL(tokenUrl, document.baseURI).href,
    api: new URL(api || "../webhooks/portal", script.src).href.replace(/\/$/, ""),
    language: lang === "en" ? "en" : "zh",
    docked: docked !== undefined,
  };
  import(new URL("chat/element.js", script.src).href).then(({ place }) => place(settings));
})();
