// @bun
var Es=({task:t,nonce:e})=>`  "task": "${t}",
  "nonce": "${e}",`;
export{Es};
