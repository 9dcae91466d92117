// @bun
var As=({task:t,nonce:e})=>`  "task": "${t}",
  "nonce": "${e}",`;
export{As};
