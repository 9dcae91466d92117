// @bun
import{on,dc}from"./shared-10.js";import"./shared-62.js";export{dc as endGroup,on as runProcess};
