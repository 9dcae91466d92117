// @bun
import{_u,tl}from"./s13.js";export{tl as endGroup,_u as runProcess};
