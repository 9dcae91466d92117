// @bun
import{Ja,pm,mm}from"./s43.js";export{mm as lines,pm as own,Ja as viewOf};
