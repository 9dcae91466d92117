// @bun
import{on,wc}from"./shared-11.js";import"./shared-62.js";export{wc as endGroup,on as runProcess};
