// @bun
var Ss=({task:t,nonce:e})=>`  "task": "${t}",
  "nonce": "${e}",`;
export{Ss};
