// @bun
var Is=({task:t,nonce:e})=>`  "task": "${t}",
  "nonce": "${e}",`;
export{Is};
