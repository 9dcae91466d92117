// @bun
import{Mp,gc}from"./s50.js";export{gc as endGroup,Mp as runProcess};
