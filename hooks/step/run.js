// @bun
import{sr,nu}from"./s37.js";export{nu as endGroup,sr as runProcess};
