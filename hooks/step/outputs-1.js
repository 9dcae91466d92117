// @bun
import{Om,pc}from"./s13.js";export{pc as autoPasses,Om as outputs};
