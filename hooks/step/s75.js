// @bun
var Rs=({task:t,nonce:e})=>`  "task": "${t}",
  "nonce": "${e}",`;
export{Rs};
