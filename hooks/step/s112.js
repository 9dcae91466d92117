// @bun
var ho=({task:t,nonce:e})=>`  "task": "${t}",
  "nonce": "${e}",`;
export{ho};
