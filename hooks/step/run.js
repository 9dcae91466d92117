// @bun
import{np,Ka}from"./s16.js";export{Ka as endGroup,np as runProcess};
