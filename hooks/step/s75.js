// @bun
var _s=({task:t,nonce:e})=>`  "task": "${t}",
  "nonce": "${e}",`;
export{_s};
