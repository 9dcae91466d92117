// @bun
var Ts=({task:t,nonce:e})=>`  "task": "${t}",
  "nonce": "${e}",`;
export{Ts};
