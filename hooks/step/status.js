// @bun
import{qa,Mp,Np}from"./s13.js";export{Np as lines,Mp as own,qa as viewOf};
