// @bun
import{vf,ma}from"./s43.js";export{ma as endGroup,vf as runProcess};
